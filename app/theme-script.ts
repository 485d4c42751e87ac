/**
 * Runs before the first paint: says that JavaScript is there, and applies the theme a person chose earlier,
 * so that neither the page nor its controls flash. Static text, because the Content Security Policy admits it by hash.
 */
export const THEME_SCRIPT = `(function(){var d=document.documentElement;d.dataset.js='';try{var t=localStorage.getItem('theme');if(t==='light'||t==='dark')d.dataset.theme=t}catch(e){}})()`
