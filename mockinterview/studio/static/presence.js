/*! Made by `npm run build`; do not edit.
sources: sha256 aa1cccee85c72056927951de90bbe0f55b3b2cb57a6acca044267c69ac39de18
contains lit-html 3.3.3, used under the BSD-3-Clause License:

BSD 3-Clause License

Copyright (c) 2017 Google LLC. All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its
   contributors may be used to endorse or promote products derived from
   this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
var u=[250,500,1e3,2e3],a=8,S=1001,g=1013;function h(){let e=sessionStorage.getItem("tab");return e||(e=crypto.randomUUID(),sessionStorage.setItem("tab",e)),e}function f({view:e="other",onMessage:i=()=>{},onState:r=()=>{}}){let t=null,n=0,c=!1;function l(){let o=new URLSearchParams({tab:h(),view:e});t=new WebSocket(`ws://${location.host}/live?${o}`),t.addEventListener("open",()=>r("open")),t.addEventListener("message",s=>{n=0,i(JSON.parse(s.data))}),t.addEventListener("close",s=>{c||(n=[S,g].includes(s.code)?a+1:n+1,r(n>a?"gone":"broken",s.code===g?s.reason:""),n<=a&&setTimeout(l,u[Math.min(n-1,u.length-1)]))})}return addEventListener("pagehide",()=>{c=!0,t.close()}),addEventListener("pageshow",o=>o.persisted&&location.reload()),l(),{send(o){t.readyState===WebSocket.OPEN&&t.send(JSON.stringify(o))}}}var p=document.querySelector("[data-running]"),d=document.querySelector("[data-gone]");f({onMessage(e){p&&e.type==="stage"&&(p.hidden=["idle","ended","failed"].includes(e.stage.phase))},onState(e,i){d&&(d.hidden=e!=="gone",i&&(d.textContent=i))}});
