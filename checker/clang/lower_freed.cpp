// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Of members and variables of a file: which keep memory that the API has allocated or mapped, and
// which are freed by the kernel's allocators. A function that does nothing but kfree() a buffer says
// nothing of the API, and matters all the same if that buffer is in the API's hands elsewhere in the
// unit; so does one that puts other memory there. One variable between a call and a member is seen
// through; more is not worth it.
//
#include "checker/clang/lowering.h"

using namespace clang;

namespace dl {

static const Expr *plain(const Expr *E) { return E->IgnoreParenCasts(); }

/// The local variable that is read or written.
static const VarDecl *localOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(plain(E));
  const auto *VD = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return VD && VD->hasLocalStorage() ? VD->getCanonicalDecl() : nullptr;
}

static const dl_api *apiOf(const CallExpr *Call) {
  const FunctionDecl *FD = Call->getDirectCallee();
  return FD ? apiOf(FD) : nullptr;
}

static bool allocates(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(plain(E));
  const dl_api *Api = Call ? apiOf(Call) : nullptr;
  return Api && Api->action == DL_ACT_ACQUIRE && Api->returns == DL_RET_CPU;
}

void BufferFinder::assigned(const Expr *To, const Expr *From) {
  const VarDecl *Local = localOf(To);
  const ValueDecl *Place = Local ? nullptr : placeOf(To);
  if (!Local && !Place)
    return;
  if (Place && !isa<IntegerLiteral>(plain(From)))
    Filled.insert(Place);
  if (allocates(From) && Local) {
    Made.insert(Local);
  } else if (allocates(From)) {
    Kept.insert(Place);
  } else if (const VarDecl *Other = localOf(From)) {
    if (Place)
      Copies.emplace_back(Other, Place);
  } else if (const ValueDecl *Read = Local ? placeOf(From) : nullptr) {
    Copies.emplace_back(Local, Read);
  }
}

void BufferFinder::given(const Expr *Arg, Locals &InLocal, Places &InPlace) {
  if (const VarDecl *Local = localOf(Arg))
    InLocal.insert(Local);
  else if (const ValueDecl *Place = placeOf(Arg))
    InPlace.insert(Place);
}

void BufferFinder::called(const CallExpr *Call) {
  const FunctionDecl *FD = Call->getDirectCallee();
  if (const dl_api *Api = apiOf(Call)) {
    if (Api->action != DL_ACT_ACQUIRE || Api->machine != DL_MACHINE_STREAMING)
      return;
    for (dl_role Role : {DL_ROLE_CPU, DL_ROLE_PAGE}) {
      int At = dl_api_arg(Api, Role);
      if (At >= 0 && unsigned(At) < Call->getNumArgs())
        given(Call->getArg(At), Made, Kept);
    }
  } else if (FD && FD->getIdentifier()) {
    const dl_kernel_function *Row =
        dl_kernel_find_as(FD->getName().str().c_str(), DL_KERNEL_FREE);
    if (Row && Row->arg >= 0 && unsigned(Row->arg) < Call->getNumArgs())
      given(Call->getArg(Row->arg), Dropped, Freed);
  }
}

void BufferFinder::visit(const Stmt *S) {
  if (const auto *Call = dyn_cast<CallExpr>(S))
    called(Call);
  else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->getOpcode() == BO_Assign)
      assigned(Binary->getLHS(), Binary->getRHS());
  } else if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *VD = dyn_cast<VarDecl>(D))
        if (VD->hasLocalStorage() && VD->getInit())
          declared(VD);
  }
}

void BufferFinder::declared(const VarDecl *VD) {
  if (allocates(VD->getInit()))
    Made.insert(VD->getCanonicalDecl());
  else if (const ValueDecl *Read = placeOf(VD->getInit()))
    Copies.emplace_back(VD->getCanonicalDecl(), Read);
}

void BufferFinder::finish() {
  for (const auto &[Local, Place] : Copies) {
    if (Made.count(Local))
      Kept.insert(Place);
    if (Dropped.count(Local))
      Freed.insert(Place);
  }
}

} // namespace dl
