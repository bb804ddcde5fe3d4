/** Every word on the issuer's pages. */
export type Language = 'zh' | 'en';

const zh = {
  ownName: '中文',
  product: '园区运营平台',
  park: '青年创新园区',
  motto: '旧厂房里，长出新的工作与生活。',
  welcome: '欢迎回来',
  signInLead: '请使用园区账号登录。',
  username: '用户名',
  password: '密码',
  signIn: '登录',
  wrong: '用户名或密码不正确。',
  wait: '尝试次数过多，请一分钟后再试。',
  signOut: '退出登录',
  signOutQuestion: '要退出登录吗？',
  signOutLead: '退出后，本浏览器上的园区应用需要重新登录。',
  stay: '保持登录',
  signedOut: '已退出登录',
  signedOutLead: '可以关闭此页面了。',
  expired: '登录页面已过期',
  expiredLead: '请回到刚才的应用，重新登录。',
  failed: '无法完成登录',
  failedLead: '请回到刚才的应用再试一次；如仍有问题，请把下面一行告诉管理员。',
};

const en: Record<keyof typeof zh, string> = {
  ownName: 'English',
  product: 'Park Operations',
  park: 'Youth Innovation Park',
  motto: 'Old workshops, new work and new lives.',
  welcome: 'Welcome back',
  signInLead: 'Sign in with your park account.',
  username: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  wrong: 'This user name and password do not match.',
  wait: 'Too many attempts: please try again in a minute.',
  signOut: 'Sign out',
  signOutQuestion: 'Sign out?',
  signOutLead: 'The park’s applications in this browser will ask you to sign in again.',
  stay: 'Stay signed in',
  signedOut: 'You are signed out',
  signedOutLead: 'You can close this page.',
  expired: 'This sign-in has expired',
  expiredLead: 'Please go back to the application and sign in again.',
  failed: 'Sign-in could not be completed',
  failedLead: 'Please go back to the application and try again; if it fails again, give this line to your administrator.',
};

export const texts: Record<Language, typeof zh> = { zh, en };
