import { error } from '@sveltejs/kit';

/** A body that says it is a form and is none is the sender's fault: its reader throws a TypeError, which would count as ours. */
export function refuseUnreadableForms(request: Request): void {
  const formData = request.formData.bind(request);
  Object.defineProperty(request, 'formData', {
    value: async () => {
      try {
        return await formData();
      } catch (fault) {
        if (fault instanceof TypeError) error(400);
        throw fault;
      }
    },
  });
}
