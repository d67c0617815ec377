// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Of functions that are not lowered one thing matters all the same: which members and variables
// they test for being 0. A driver that allocates in one function asks "if (!ring->desc)" in another,
// which has nothing to do with the API. The engine looks at the tests of lowered functions the same
// way (checker/engine/facts.c); members of records that no lowered function touches are left out.
//
#include "checker/clang/compat.h"
#include "checker/clang/lowering.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace dl {

static const Expr *plain(const Expr *E) { return E->IgnoreParenCasts(); }

const ValueDecl *placeOf(const Expr *E) {
  E = plain(E);
  while (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    E = plain(Element->getBase());
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
      return Field->getCanonicalDecl();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *VD = dyn_cast<VarDecl>(Ref->getDecl()))
      return VD->hasGlobalStorage() ? VD->getCanonicalDecl() : nullptr;
  return nullptr;
}

namespace {

constexpr unsigned MaxDepth = 12; // of variables that hold what is tested, and of operators

/// A handle, a pointer or a count.
bool canHoldResult(QualType T, const ASTContext &Context) {
  T = QualType(T->getBaseElementTypeUnsafe(), 0);
  if (T->isPointerType())
    return !T->isFunctionPointerType();
  return T->isIntegerType() && !T->isBooleanType() && Context.getTypeSize(T) >= 32;
}

/// What one function tests, and what it fills by itself: a test of that says nothing of others.
class TestFinder {
public:
  llvm::SetVector<const ValueDecl *> Tested;

  void walk(const Stmt *S) {
    if (!S)
      return;
    if (const auto *If = dyn_cast<IfStmt>(S))
      tested(If->getCond(), MaxDepth);
    else if (const auto *Switch = dyn_cast<SwitchStmt>(S))
      tested(Switch->getCond(), MaxDepth);
    else if (const auto *Select = dyn_cast<AbstractConditionalOperator>(S))
      tested(Select->getCond(), MaxDepth);
    else if (const auto *Binary = dyn_cast<BinaryOperator>(S))
      operation(Binary);
    for (const Stmt *Child : S->children())
      walk(Child);
  }

  void dropFilled() {
    for (const ValueDecl *VD : Filled)
      Tested.remove(VD);
  }

private:
  llvm::SmallVector<const ValueDecl *, 8> Filled;

  void operation(const BinaryOperator *E) {
    if (E->isLogicalOp()) {
      tested(E->getLHS(), MaxDepth);
      tested(E->getRHS(), MaxDepth);
    } else if (E->getOpcode() == BO_Assign && !isa<IntegerLiteral>(plain(E->getRHS()))) {
      if (const ValueDecl *VD = placeOf(E->getLHS()))
        Filled.push_back(VD);
    }
  }

  static const Expr *initialiser(const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *VD = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return VD && VD->hasLocalStorage() ? VD->getInit() : nullptr;
  }

  void tested(const Expr *E, unsigned Depth) {
    if (!E || !Depth)
      return;
    E = plain(E);
    if (const ValueDecl *VD = placeOf(E)) {
      Tested.insert(VD);
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
      if (Unary->getOpcode() == UO_LNot)
        tested(Unary->getSubExpr(), Depth - 1);
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
      if (Binary->isAssignmentOp() || Binary->getOpcode() == BO_Comma) {
        tested(Binary->getRHS(), Depth - 1);
        return;
      }
      tested(Binary->getLHS(), Depth - 1);
      tested(Binary->getRHS(), Depth - 1);
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) { // unlikely()
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (Callee && Callee->getBuiltinID() && Call->getNumArgs())
        tested(Call->getArg(0), Depth - 1);
    } else if (const auto *Statements = dyn_cast<StmtExpr>(E)) { // WARN_ON()
      const CompoundStmt *Body = Statements->getSubStmt();
      if (!Body->body_empty())
        tested(dyn_cast<Expr>(Body->body_back()), Depth - 1);
    } else {
      tested(initialiser(E), Depth - 1);
    }
  }
};

} // namespace

void UnitLowering::noteTested(const FunctionDecl *FD) {
  TestFinder Finder;
  Finder.walk(FD->getBody());
  Finder.dropFilled();
  for (const ValueDecl *VD : Finder.Tested)
    if (!VD->isInvalidDecl() && canHoldResult(VD->getType(), Context))
      noteTested(VD);
}

void UnitLowering::noteTested(const ValueDecl *VD) {
  if (!Tested.insert(VD).second)
    return;
  if (const auto *Variable = dyn_cast<VarDecl>(VD)) {
    auto It = Globals.find(Variable->getCanonicalDecl());
    if (It != Globals.end())
      dl_ir_tested_global(Unit, It->second);
    return;
  }
  const auto *Member = cast<FieldDecl>(VD);
  auto It = Types.find(compat::tagType(Context, Member->getParent()).getTypePtr());
  if (It == Types.end() || !It->second->nfields || Member->isBitField())
    return;
  dl_type *Record = It->second; // the map moves when the member's type is new
  dl_ir_tested_member(Unit, Record, field(Member, Record));
}

} // namespace dl
