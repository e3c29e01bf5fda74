/** The three steps by which a PC joins an office. */
export const joinSteps = ['存申请', '拿给主席团，电话核对', '收下答复']
