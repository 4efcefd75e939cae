import { type FieldDefinition, field } from './definition.pure.ts';

/** Scales that forms 02 and 06 share: the same questions before and after (structure as read in form 06; wording of the scales ours). */
export const harmNow: readonly FieldDefinition[] = [
  field.rating('harm_severity', 'Mức độ tổn hại của trẻ', 'Severity of the harm to the child', {
    high: ['trẻ bị tổn hại nghiêm trọng', 'the child is seriously harmed'],
    medium: ['bị tổn hại, nhưng không nghiêm trọng', 'harmed, but not seriously'],
    low: ['ít hoặc không bị tổn hại', 'little or no harm'],
  }),
  field.rating('offender_access', 'Khả năng tiếp cận trẻ của đối tượng xâm hại', 'The offender’s access to the child', {
    high: ['dễ dàng tiếp cận trẻ', 'reaches the child easily'],
    medium: ['có cơ hội tiếp cận, nhưng không thường xuyên', 'sometimes reaches the child'],
    low: ['ít hoặc không có khả năng tiếp cận', 'hardly or not at all'],
  }),
  field.rating(
    'development_effect',
    'Tác động của việc xâm hại đến sự phát triển của trẻ',
    'Effect on the child’s development',
    {
      high: ['tác động nghiêm trọng', 'serious effect'],
      medium: ['có tác động, nhưng không nghiêm trọng', 'some effect'],
      low: ['ít hoặc không có tác động', 'little or none'],
    },
  ),
  field.rating(
    'care_obstacles',
    'Những trở ngại trong môi trường chăm sóc đối với việc bảo đảm an toàn cho trẻ',
    'Obstacles in the care setting to the child’s safety',
    {
      high: ['nhiều trở ngại', 'many obstacles'],
      medium: ['có một vài trở ngại', 'some obstacles'],
      low: ['ít hoặc không có trở ngại', 'few or none'],
    },
  ),
];

export const protectiveCapacity: readonly FieldDefinition[] = [
  field.rating('self_protection', 'Khả năng tự bảo vệ của trẻ', 'The child can protect themselves', {
    high: ['có khả năng tự bảo vệ', 'can'],
    medium: ['có một số khả năng', 'to a degree'],
    low: ['không có khả năng', 'cannot'],
  }),
  field.rating('knows_adult', 'Khả năng biết được người có thể bảo vệ mình', 'The child knows an adult who protects', {
    high: ['biết được người lớn hiệu quả', 'knows one who helps'],
    medium: ['biết ít', 'knows few'],
    low: ['không biết', 'knows none'],
  }),
  field.rating('reaches_help', 'Khả năng liên lạc với người có thể bảo vệ', 'The child can reach that help', {
    high: ['có khả năng liên hệ', 'can reach it'],
    medium: ['có một số khả năng', 'to a degree'],
    low: ['không có khả năng', 'cannot'],
  }),
  field.rating('can_tell', 'Khả năng kể lại sự việc, yêu cầu giúp đỡ', 'The child can tell and ask for help', {
    high: ['sẵn sàng và có khả năng', 'ready and able'],
    medium: ['có khả năng, nhưng e ngại', 'able but afraid'],
    low: ['không có khả năng', 'not able'],
  }),
  field.rating('others_watch', 'Sự theo dõi của người khác đối với trẻ', 'Others watch over the child', {
    high: ['có người theo dõi thường xuyên', 'often'],
    medium: ['chỉ theo dõi trong một số thời điểm', 'at times'],
    low: ['không có ai theo dõi', 'nobody'],
  }),
];
