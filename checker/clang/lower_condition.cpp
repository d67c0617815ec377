// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants and conditions. Integer constants fold to operands; an enumerator keeps its enum as
// its type, also where C has converted it, so that one can see DMA_MEM_TO_DEV where a
// dma_data_direction should be. A condition becomes branches, one for each of its tests, and those
// that are constant decide while lowering.
//
#include "checker/clang/compat.h"
#include "checker/clang/lowering.h"
#include "clang/AST/StmtVisitor.h"

using namespace clang;

namespace dl {

// ---- Constants -------------------------------------------------------------------------------

// Cheap, so that big expressions are not evaluated again at each of their nodes in vain.
static bool mayBeConstant(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return isa<EnumConstantDecl>(Ref->getDecl()) || Ref->getType().isConstQualified();
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return !Unary->isIncrementDecrementOp() && Unary->getOpcode() != UO_Deref;
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !Binary->isAssignmentOp() &&
           (Binary->isLogicalOp() || mayBeConstant(Binary->getLHS()));
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return Call->getBuiltinCallee() != 0;
  return !isa<MemberExpr>(E) && !isa<ArraySubscriptExpr>(E) && !isa<StmtExpr>(E) &&
         !isa<OpaqueValueExpr>(E);
}

static const EnumDecl *enumOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Constant = Ref ? dyn_cast<EnumConstantDecl>(Ref->getDecl()) : nullptr;
  return Constant ? dyn_cast<EnumDecl>(Constant->getDeclContext()) : nullptr;
}

/// The pointer type of sizeof(pointer), which is rarely what was meant.
static QualType pointerMeasured(const Expr *E) {
  const auto *Trait = dyn_cast<UnaryExprOrTypeTraitExpr>(E->IgnoreParenImpCasts());
  if (!Trait || Trait->getKind() != UETT_SizeOf || !Trait->getTypeOfArgument()->isPointerType())
    return QualType();
  return Trait->getTypeOfArgument();
}

std::optional<dl_operand> FunctionLowering::fold(const Expr *E) {
  if (!isUsable(E) || !E->getType()->isIntegralOrEnumerationType() || !mayBeConstant(E))
    return std::nullopt;
  Expr::EvalResult Result;
  if (!E->EvaluateAsInt(Result, Context))
    return std::nullopt;
  llvm::APSInt V = Result.Val.getInt();
  if (V.isSigned() ? !V.isSignedIntN(64) : !V.isIntN(64))
    return std::nullopt;
  const dl_type *T = U.type(E->getType());
  const EnumDecl *Enum = enumOf(E);
  if (Enum && (Enum->getIdentifier() || Enum->getTypedefNameForAnonDecl()))
    T = U.type(compat::tagType(Context, Enum));
  QualType Pointer = pointerMeasured(E);
  if (!Pointer.isNull())
    T = U.sizeOfType(U.type(Pointer));
  return dl_ir_int(T, V.isSigned() ? V.getSExtValue() : (int64_t)V.getZExtValue());
}

static bool isExpect(const CallExpr *Call) {
  const FunctionDecl *FD = Call->getDirectCallee();
  return FD && FD->getBuiltinID() && FD->getIdentifier() &&
         compat::startsWith(FD->getName(), "__builtin_expect");
}

static bool isConstantP(const CallExpr *Call) {
  const FunctionDecl *FD = Call->getDirectCallee();
  return FD && FD->getBuiltinID() && FD->getIdentifier() &&
         FD->getName() == "__builtin_constant_p";
}

// One constant side decides && and || although the other is not constant, if it is not evaluated.
std::optional<bool> FunctionLowering::foldCondition(const Expr *E) {
  E = E->IgnoreParens();
  if (!isUsable(E))
    return std::nullopt;
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return foldCondition(Full->getSubExpr());
  if (const auto *Not = dyn_cast<UnaryOperator>(E))
    if (Not->getOpcode() == UO_LNot) {
      std::optional<bool> Sub = foldCondition(Not->getSubExpr());
      return Sub ? std::optional<bool>(!*Sub) : std::nullopt;
    }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    if (Binary->isLogicalOp()) {
      bool Decides = Binary->getOpcode() == BO_LOr;
      std::optional<bool> Left = foldCondition(Binary->getLHS());
      if (!Left || *Left == Decides)
        return Left;
      return foldCondition(Binary->getRHS());
    }
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    if (Cast->getCastKind() == CK_IntegralCast || Cast->getCastKind() == CK_IntegralToBoolean)
      if (Context.getTypeSize(Cast->getType()) >=
          Context.getTypeSize(Cast->getSubExpr()->getType()))
        return foldCondition(Cast->getSubExpr());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (isExpect(Call))
      return foldCondition(Call->getArg(0));
    if (isConstantP(Call))
      return fold(Call) ? std::optional<bool>(fold(Call)->imm != 0) : std::optional<bool>(false);
  }
  std::optional<dl_operand> V = fold(E);
  return V ? std::optional<bool>(V->imm != 0) : std::nullopt;
}

// ---- Choices ---------------------------------------------------------------------------------

// x ?: y evaluates x once: the arms refer to its value through an OpaqueValueExpr.
void FunctionLowering::bindOpaque(const AbstractConditionalOperator *E) {
  const auto *Binary = dyn_cast<BinaryConditionalOperator>(E);
  if (!Binary)
    return;
  const Expr *Common = Binary->getCommon();
  const OpaqueValueExpr *Value = Binary->getOpaqueValue();
  dl_operand V = Value->isGLValue() || isAggregate(Common->getType()) ? address(Common)
                                                                      : rvalue(Common);
  Bound[Value] = V;
}

/// Lowers the arms of a ?:, each in its own block if the condition is not constant.
void FunctionLowering::selectInto(const AbstractConditionalOperator *E,
                                  llvm::function_ref<void(const Expr *)> Arm) {
  if (isa<ConditionalOperator>(E))
    if (std::optional<bool> Known = foldCondition(E->getCond()))
      return Arm(*Known ? E->getTrueExpr() : E->getFalseExpr());
  bindOpaque(E);
  dl_block *Yes = newBlock(), *No = newBlock(), *Join = newBlock();
  condition(E->getCond(), Yes, No, false);
  start(Yes);
  Arm(E->getTrueExpr());
  jump(Join, E->getExprLoc());
  start(No);
  Arm(E->getFalseExpr());
  jump(Join, E->getExprLoc());
  start(Join);
}

/// The value of && or || as a number.
dl_operand FunctionLowering::logical(const Expr *E) {
  if (std::optional<bool> Known = foldCondition(E))
    return number(*Known);
  dl_operand T = temporary(Context.IntTy);
  dl_block *Yes = newBlock(), *No = newBlock(), *Join = newBlock();
  condition(E, Yes, No, false);
  start(Yes);
  store(U.intType(), T, number(1), E->getExprLoc());
  jump(Join, E->getExprLoc());
  start(No);
  store(U.intType(), T, number(0), E->getExprLoc());
  jump(Join, E->getExprLoc());
  start(Join);
  return load(U.intType(), T, E->getExprLoc());
}

class ConditionVisitor : public ConstStmtVisitor<ConditionVisitor> {
public:
  ConditionVisitor(FunctionLowering &L, dl_block *Yes, dl_block *No, bool Loop)
      : L(L), Yes(Yes), No(No), Loop(Loop) {}

  void VisitStmt(const Stmt *S) {
    const Expr *E = cast<Expr>(S);
    dl_operand V = L.rvalue(E);
    if (V.kind == DL_OPERAND_NONE || V.type->kind == DL_TYPE_FLOAT)
      V = L.opaque(L.Context.IntTy, {}, E->getExprLoc());
    L.branch(V, Yes, No, Loop, E->getExprLoc());
  }

  void VisitParenExpr(const ParenExpr *E) { Visit(E->getSubExpr()); }
  void VisitFullExpr(const FullExpr *E) { Visit(E->getSubExpr()); }

  void VisitUnaryLNot(const UnaryOperator *E) {
    std::swap(Yes, No);
    Visit(E->getSubExpr());
  }

  void VisitUnaryExtension(const UnaryOperator *E) { Visit(E->getSubExpr()); }

  void VisitBinLAnd(const BinaryOperator *E) {
    dl_block *Rest = L.newBlock();
    L.condition(E->getLHS(), Rest, No, Loop);
    L.start(Rest);
    L.condition(E->getRHS(), Yes, No, Loop);
  }

  void VisitBinLOr(const BinaryOperator *E) {
    dl_block *Rest = L.newBlock();
    L.condition(E->getLHS(), Yes, Rest, Loop);
    L.start(Rest);
    L.condition(E->getRHS(), Yes, No, Loop);
  }

  void VisitBinComma(const BinaryOperator *E) {
    L.effects(E->getLHS());
    L.condition(E->getRHS(), Yes, No, Loop);
  }

  void VisitConditionalOperator(const ConditionalOperator *E) {
    dl_block *First = L.newBlock(), *Second = L.newBlock();
    L.condition(E->getCond(), First, Second, Loop);
    L.start(First);
    L.condition(E->getTrueExpr(), Yes, No, Loop);
    L.start(Second);
    L.condition(E->getFalseExpr(), Yes, No, Loop);
  }

  // A conversion that keeps all bits keeps whether there are any.
  void VisitCastExpr(const CastExpr *E) {
    const Expr *Sub = E->getSubExpr();
    bool Keeps = E->getCastKind() == CK_IntegralToBoolean ||
                 E->getCastKind() == CK_PointerToBoolean ||
                 (E->getCastKind() == CK_IntegralCast &&
                  L.Context.getTypeSize(E->getType()) >= L.Context.getTypeSize(Sub->getType()));
    if (Keeps && !enumOf(E))
      Visit(Sub);
    else
      VisitStmt(E);
  }

  void VisitCallExpr(const CallExpr *E) {
    if (isExpect(E))
      Visit(E->getArg(0));
    else
      VisitStmt(E);
  }

private:
  FunctionLowering &L;
  dl_block *Yes, *No;
  bool Loop;
};

void FunctionLowering::condition(const Expr *E, dl_block *Yes, dl_block *No, bool Loop) {
  if (std::optional<bool> Known = foldCondition(E))
    return jump(*Known ? Yes : No, E->getExprLoc());
  if (isUsable(E))
    ConditionVisitor(*this, Yes, No, Loop).Visit(E);
  else
    ConditionVisitor(*this, Yes, No, Loop).VisitStmt(E);
}

} // namespace dl
