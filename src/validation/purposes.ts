/** Purposes of the validation's own draws, 200-255: they never meet the field's and the backends' (field/purposes.ts). */
export const PURPOSE = { responders: 200, responder: 201, stream: 202 } as const;
