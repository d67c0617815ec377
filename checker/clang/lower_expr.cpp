// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Expressions: values of scalars, addresses of lvalues, and whole objects written to a place.
// Constants and conditions are in lower_condition.cpp, calls in lower_call.cpp. What is not
// understood (floating point, vectors, code with errors) becomes an opaque value of its operands.
//
#include "checker/clang/compat.h"
#include "checker/clang/lowering.h"
#include "clang/AST/StmtVisitor.h"

using namespace clang;

namespace dl {

bool isAggregate(QualType T) {
  T = T.getCanonicalType();
  if (const auto *AT = dyn_cast<AtomicType>(T.getTypePtr()))
    T = AT->getValueType().getCanonicalType();
  return T->isRecordType() || T->isArrayType();
}

static bool isInteger(QualType T) { return T->isIntegralOrEnumerationType(); }

bool isUsable(const Expr *E) { return !E->isValueDependent() && !E->containsErrors(); }

// ---- Instructions ----------------------------------------------------------------------------

dl_operand FunctionLowering::load(const dl_type *T, dl_operand Addr, SourceLocation L) {
  return dl_ir_value(dl_ir_load(B, F, T, Addr, U.loc(L)));
}

void FunctionLowering::store(const dl_type *T, dl_operand Addr, dl_operand Value,
                             SourceLocation L) {
  if (Value.kind != DL_OPERAND_NONE)
    dl_ir_store(B, F, T, Addr, Value, U.loc(L));
}

dl_operand FunctionLowering::temporary(QualType T) {
  std::string Name = "tmp." + std::to_string(++Temporaries);
  return dl_ir_local_addr(dl_ir_local(F, Name.c_str(), U.type(T), false));
}

dl_operand FunctionLowering::field(dl_operand Base, const FieldDecl *FD, SourceLocation L) {
  dl_type *Record = U.type(compat::tagType(Context, FD->getParent()));
  uint32_t Index = U.field(FD, Record);
  const dl_type *T = U.pointerTo(U.type(FD->getType()), FD->getType().isConstQualified());
  return dl_ir_value(dl_ir_field(B, F, T, Base, Record, Index, U.loc(L)));
}

dl_operand FunctionLowering::index(const dl_type *Elem, dl_operand Base, dl_operand N,
                                   SourceLocation L) {
  return dl_ir_value(dl_ir_index(B, F, Elem, Base, N, U.loc(L)));
}

dl_operand FunctionLowering::opaque(QualType T, llvm::ArrayRef<dl_operand> Inputs,
                                    SourceLocation L) {
  return dl_ir_value(
      dl_ir_opaque(B, F, U.type(T), Inputs.data(), Inputs.size(), U.loc(L)));
}

/// The function of the API that code with an error calls: with too few arguments, or too many.
static const FunctionDecl *calledWrongly(const RecoveryExpr *E) {
  if (E->subExpressions().empty())
    return nullptr;
  const auto *Ref = dyn_cast<DeclRefExpr>(E->subExpressions().front()->IgnoreParenImpCasts());
  const auto *FD = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
  return FD && apiOf(FD) ? FD : nullptr;
}

dl_operand FunctionLowering::wrongCall(const RecoveryExpr *E, const FunctionDecl *FD) {
  llvm::SmallVector<dl_operand, 4> Args;
  for (const Expr *Arg : E->subExpressions().drop_front()) // as written: nothing is converted yet
    Args.push_back(Arg->isGLValue() && Arg->getType()->isScalarType()
                       ? load(U.type(Arg->getType()), address(Arg), Arg->getExprLoc())
                       : argument(Arg));
  const dl_instr *Call =
      dl_ir_call(B, F, U.type(FD->getReturnType()), dl_ir_function_addr(U.decl(FD), nullptr),
                 Args.data(), Args.size(), nullptr, U.loc(E->getBeginLoc()));
  return FD->getReturnType()->isVoidType() ? dl_operand{} : dl_ir_value(Call);
}

/// Of an expression that is not understood: its operands are evaluated, its value is anything.
dl_operand FunctionLowering::opaqueExpr(const Expr *E) {
  if (const auto *Recovered = dyn_cast<RecoveryExpr>(E))
    if (const FunctionDecl *FD = calledWrongly(Recovered))
      return wrongCall(Recovered, FD);
  llvm::SmallVector<dl_operand, 4> Inputs;
  for (const Stmt *Child : E->children()) {
    const auto *Sub = dyn_cast_or_null<Expr>(Child);
    if (!Sub)
      continue;
    dl_operand V = Sub->isGLValue() ? address(Sub) : rvalue(Sub);
    if (V.kind != DL_OPERAND_NONE)
      Inputs.push_back(V);
  }
  if (E->isGLValue())
    return opaque(Context.getPointerType(E->getType()), Inputs, E->getExprLoc());
  if (E->getType()->isVoidType())
    return {};
  return opaque(E->getType(), Inputs, E->getExprLoc());
}

// ---- Conversions and arithmetic --------------------------------------------------------------

dl_operand FunctionLowering::castTo(const dl_type *To, dl_operand V, SourceLocation L) {
  if (V.kind == DL_OPERAND_NONE)
    return V;
  return dl_ir_value(dl_ir_cast(B, F, To, V, U.loc(L)));
}

/// A value as a bool.
dl_operand FunctionLowering::truth(dl_operand V, QualType To, SourceLocation L) {
  if (V.kind == DL_OPERAND_VALUE && V.value->op == DL_OP_CMP)
    return castTo(U.type(To), V, L);
  dl_operand Zero = dl_ir_int(V.type, 0);
  return dl_ir_value(dl_ir_cmp(B, F, DL_CMP_NE, U.type(To), V, Zero, U.loc(L)));
}

// Typedefs of the same width and sign are one type here; enums are each their own.
static bool sameInteger(const dl_type *A, const dl_type *B) {
  if (A == B)
    return true;
  return A->bits == B->bits && A->is_signed == B->is_signed && !A->is_enum && !B->is_enum;
}

dl_operand FunctionLowering::convert(dl_operand V, QualType From, QualType To, SourceLocation L) {
  if (V.kind == DL_OPERAND_NONE || From->isDependentType() || To->isDependentType())
    return V;
  if (To->isBooleanType() && From->isScalarType() && !From->isAnyComplexType())
    return From->isBooleanType() ? V : truth(V, To, L);
  bool FromInt = isInteger(From), ToInt = isInteger(To);
  if (FromInt && ToInt)
    return sameInteger(U.type(From), U.type(To)) ? V : castTo(U.type(To), V, L);
  if ((FromInt && To->isPointerType()) || (ToInt && From->isPointerType()))
    return castTo(U.type(To), V, L);
  if (From->isPointerType() && To->isPointerType())
    return V;
  return opaque(To, V, L);
}

static enum dl_bin integerOp(BinaryOperatorKind Op, bool Signed) {
  switch (Op) {
  case BO_Add:
    return DL_BIN_ADD;
  case BO_Sub:
    return DL_BIN_SUB;
  case BO_Mul:
    return DL_BIN_MUL;
  case BO_Div:
    return Signed ? DL_BIN_SDIV : DL_BIN_UDIV;
  case BO_Rem:
    return Signed ? DL_BIN_SREM : DL_BIN_UREM;
  case BO_Shl:
    return DL_BIN_SHL;
  case BO_Shr:
    return Signed ? DL_BIN_ASHR : DL_BIN_LSHR;
  case BO_And:
    return DL_BIN_AND;
  case BO_Or:
    return DL_BIN_OR;
  case BO_Xor:
    return DL_BIN_XOR;
  default:
    return DL_BIN_COUNT;
  }
}

static enum dl_cmp comparison(BinaryOperatorKind Op, bool Signed) {
  switch (Op) {
  case BO_LT:
    return Signed ? DL_CMP_SLT : DL_CMP_ULT;
  case BO_LE:
    return Signed ? DL_CMP_SLE : DL_CMP_ULE;
  case BO_GT:
    return Signed ? DL_CMP_SGT : DL_CMP_UGT;
  case BO_GE:
    return Signed ? DL_CMP_SGE : DL_CMP_UGE;
  case BO_EQ:
    return DL_CMP_EQ;
  default:
    return DL_CMP_NE;
  }
}

dl_operand FunctionLowering::negate(dl_operand N, SourceLocation L) {
  if (N.kind == DL_OPERAND_INT)
    return dl_ir_int(U.longType(), (int64_t)(0 - (uint64_t)N.imm));
  if (N.type->bits < U.longType()->bits)
    N = castTo(U.longType(), N, L);
  dl_operand Zero = dl_ir_int(U.longType(), 0);
  return dl_ir_value(dl_ir_bin(B, F, DL_BIN_SUB, U.longType(), Zero, N, U.loc(L)));
}

// GNU C counts in bytes where the pointee has no size.
const dl_type *FunctionLowering::elementType(QualType Pointer) {
  QualType Elem = Pointer->getPointeeType();
  if (const ArrayType *AT = Context.getAsArrayType(Pointer))
    Elem = AT->getElementType();
  if (Elem.isNull() || Elem->isVoidType() || Elem->isFunctionType())
    return U.charType();
  return U.type(Elem);
}

dl_operand FunctionLowering::pointerArithmetic(BinaryOperatorKind Op, dl_operand Pointer,
                                               dl_operand N, QualType PointerType,
                                               SourceLocation L) {
  if (Op == BO_Sub)
    N = negate(N, L);
  return index(elementType(PointerType), Pointer, N, L);
}

dl_operand FunctionLowering::arithmetic(BinaryOperatorKind Op, dl_operand X, dl_operand Y,
                                        QualType XT, QualType YT, QualType T, SourceLocation L) {
  if (X.kind == DL_OPERAND_NONE || Y.kind == DL_OPERAND_NONE)
    return opaque(T, {}, L);
  if (XT->isPointerType() && isInteger(YT))
    return pointerArithmetic(Op, X, Y, XT, L);
  if (YT->isPointerType() && isInteger(XT))
    return pointerArithmetic(Op, Y, X, YT, L);
  enum dl_bin Bin = integerOp(Op, XT->isSignedIntegerOrEnumerationType());
  if (!isInteger(XT) || !isInteger(YT) || !isInteger(T) || Bin == DL_BIN_COUNT)
    return opaque(T, {X, Y}, L);
  return dl_ir_value(dl_ir_bin(B, F, Bin, U.type(T), X, Y, U.loc(L)));
}

// ---- Values ----------------------------------------------------------------------------------

class ValueVisitor : public ConstStmtVisitor<ValueVisitor, dl_operand> {
public:
  explicit ValueVisitor(FunctionLowering &L) : L(L) {}

  dl_operand VisitStmt(const Stmt *S) { return L.opaqueExpr(cast<Expr>(S)); }

  dl_operand VisitFullExpr(const FullExpr *E) { return L.rvalue(E->getSubExpr()); }
  dl_operand VisitGenericSelectionExpr(const GenericSelectionExpr *E) {
    return E->isResultDependent() ? VisitStmt(E) : L.rvalue(E->getResultExpr());
  }
  dl_operand VisitChooseExpr(const ChooseExpr *E) {
    return E->isConditionDependent() ? VisitStmt(E) : L.rvalue(E->getChosenSubExpr());
  }
  dl_operand VisitCallExpr(const CallExpr *E) { return L.call(E); }

  dl_operand VisitUnaryExprOrTypeTraitExpr(const UnaryExprOrTypeTraitExpr *E) {
    return L.opaque(E->getType(), {}, E->getExprLoc()); // sizeof of a variable-length array
  }

  dl_operand VisitOpaqueValueExpr(const OpaqueValueExpr *E) {
    auto It = L.Bound.find(E);
    return It == L.Bound.end() ? VisitStmt(E) : It->second;
  }

  // Before 22, a member of a function's result is not an lvalue of anything.
  dl_operand VisitMemberExpr(const MemberExpr *E) {
    dl_operand From = L.address(E);
    return L.load(L.U.type(E->getType()), From, E->getExprLoc());
  }

  dl_operand VisitStmtExpr(const StmtExpr *E) {
    dl_operand V = {};
    L.statementExpr(E, [&](const Expr *Last) { V = L.rvalue(Last); });
    return V;
  }

  dl_operand VisitImplicitValueInitExpr(const ImplicitValueInitExpr *E) { return zeroOf(E); }

  dl_operand VisitInitListExpr(const InitListExpr *E) { // int x = { 1 };
    return E->getNumInits() == 1 ? L.rvalue(E->getInit(0)) : zeroOf(E);
  }

  dl_operand VisitAbstractConditionalOperator(const AbstractConditionalOperator *E) {
    if (E->getType()->isVoidType()) {
      L.selectInto(E, [&](const Expr *Arm) { L.effects(Arm); });
      return {};
    }
    if (isa<ConditionalOperator>(E))
      if (std::optional<bool> Known = L.foldCondition(E->getCond()))
        return L.rvalue(*Known ? E->getTrueExpr() : E->getFalseExpr());
    const dl_type *T = L.U.type(E->getType());
    dl_operand Slot = L.temporary(E->getType());
    L.selectInto(E, [&](const Expr *Arm) { L.store(T, Slot, L.rvalue(Arm), Arm->getExprLoc()); });
    return L.load(T, Slot, E->getExprLoc());
  }

  // ---- Casts

  dl_operand VisitCastExpr(const CastExpr *E) {
    const Expr *Sub = E->getSubExpr();
    switch (E->getCastKind()) {
    case CK_LValueToRValue:
      return L.load(L.U.type(E->getType()), L.address(Sub), Sub->getExprLoc());
    case CK_ArrayToPointerDecay:
    case CK_FunctionToPointerDecay:
    case CK_BuiltinFnToFnPtr:
      return L.address(Sub);
    case CK_NullToPointer:
      L.effects(Sub);
      return dl_ir_int(L.U.type(E->getType()), 0);
    case CK_ToVoid:
      L.effects(Sub);
      return {};
    case CK_NoOp:
    case CK_BitCast:
    case CK_AddressSpaceConversion:
    case CK_AtomicToNonAtomic:
    case CK_NonAtomicToAtomic:
      return reinterpreted(E, L.rvalue(Sub));
    case CK_IntegralCast:
    case CK_IntegralToBoolean:
    case CK_PointerToBoolean:
    case CK_BooleanToSignedIntegral:
    case CK_PointerToIntegral:
    case CK_IntegralToPointer:
      return L.convert(L.rvalue(Sub), Sub->getType(), E->getType(), E->getExprLoc());
    default:
      return VisitStmt(E);
    }
  }

  // ---- Unary

  dl_operand VisitUnaryAddrOf(const UnaryOperator *E) { return L.address(E->getSubExpr()); }
  dl_operand VisitUnaryExtension(const UnaryOperator *E) { return L.rvalue(E->getSubExpr()); }
  dl_operand VisitUnaryPlus(const UnaryOperator *E) { return L.rvalue(E->getSubExpr()); }

  dl_operand VisitUnaryMinus(const UnaryOperator *E) {
    if (!isInteger(E->getType()))
      return VisitStmt(E);
    dl_operand Zero = dl_ir_int(L.U.type(E->getType()), 0);
    return bin(E, DL_BIN_SUB, Zero, L.rvalue(E->getSubExpr()));
  }

  dl_operand VisitUnaryNot(const UnaryOperator *E) {
    if (!isInteger(E->getType()))
      return VisitStmt(E);
    const dl_type *T = L.U.type(E->getType());
    uint64_t Ones = T->is_signed || T->bits >= 64 ? ~0ull : (1ull << T->bits) - 1;
    dl_operand X = L.rvalue(E->getSubExpr());
    return bin(E, DL_BIN_XOR, X, dl_ir_int(T, (int64_t)Ones));
  }

  dl_operand VisitUnaryLNot(const UnaryOperator *E) {
    if (std::optional<bool> Known = L.foldCondition(E))
      return L.number(*Known);
    enum dl_cmp Cmp = DL_CMP_EQ;
    const Expr *Sub = E->getSubExpr()->IgnoreParens();
    while (const auto *Inner = dyn_cast<UnaryOperator>(Sub)) {
      if (Inner->getOpcode() != UO_LNot)
        break;
      Cmp = Cmp == DL_CMP_EQ ? DL_CMP_NE : DL_CMP_EQ;
      Sub = Inner->getSubExpr()->IgnoreParens();
    }
    dl_operand V = L.rvalue(Sub);
    if (V.kind == DL_OPERAND_NONE || V.type->kind == DL_TYPE_FLOAT)
      return L.opaque(E->getType(), {}, E->getExprLoc());
    dl_operand Zero = dl_ir_int(scalarType(Sub), 0);
    return dl_ir_value(dl_ir_cmp(L.B, L.F, Cmp, L.U.intType(), V, Zero, L.U.loc(E->getExprLoc())));
  }

  dl_operand VisitUnaryPostInc(const UnaryOperator *E) { return step(E, BO_Add, true); }
  dl_operand VisitUnaryPostDec(const UnaryOperator *E) { return step(E, BO_Sub, true); }
  dl_operand VisitUnaryPreInc(const UnaryOperator *E) { return step(E, BO_Add, false); }
  dl_operand VisitUnaryPreDec(const UnaryOperator *E) { return step(E, BO_Sub, false); }

  // ---- Binary

  dl_operand VisitBinaryOperator(const BinaryOperator *E) {
    const Expr *X = E->getLHS(), *Y = E->getRHS();
    if (E->isPtrMemOp() || E->getType()->isVectorType())
      return VisitStmt(E);
    if (E->isComparisonOp())
      return compare(E);
    dl_operand XV = L.rvalue(X), YV = L.rvalue(Y);
    return L.arithmetic(E->getOpcode(), XV, YV, X->getType(), Y->getType(), E->getType(),
                        E->getExprLoc());
  }

  dl_operand VisitBinLAnd(const BinaryOperator *E) { return L.logical(E); }
  dl_operand VisitBinLOr(const BinaryOperator *E) { return L.logical(E); }

  dl_operand VisitBinComma(const BinaryOperator *E) {
    L.effects(E->getLHS());
    return L.rvalue(E->getRHS());
  }

  dl_operand VisitBinAssign(const BinaryOperator *E) {
    dl_operand V = L.rvalue(E->getRHS());
    dl_operand To = L.address(E->getLHS());
    L.store(L.U.type(E->getLHS()->getType()), To, V, E->getExprLoc());
    return V;
  }

  dl_operand VisitCompoundAssignOperator(const CompoundAssignOperator *E) {
    QualType T = E->getLHS()->getType();
    SourceLocation Loc = E->getExprLoc();
    dl_operand Y = L.rvalue(E->getRHS());
    dl_operand To = L.address(E->getLHS());
    dl_operand X = L.load(L.U.type(T), To, Loc);
    if (T->isVectorType() || E->getComputationLHSType().isNull()) {
      dl_operand V = L.opaque(T, {X, Y}, Loc);
      L.store(L.U.type(T), To, V, Loc);
      return V;
    }
    X = L.convert(X, T, E->getComputationLHSType(), Loc);
    dl_operand V = L.arithmetic(
        BinaryOperator::getOpForCompoundAssignment(E->getOpcode()), X, Y,
        E->getComputationLHSType(), E->getRHS()->getType(), E->getComputationResultType(), Loc);
    V = L.convert(V, E->getComputationResultType(), T, Loc);
    L.store(L.U.type(T), To, V, Loc);
    return V;
  }

private:
  dl_operand zeroOf(const Expr *E) {
    const dl_type *T = scalarType(E);
    return T->kind == DL_TYPE_FLOAT ? L.opaque(E->getType(), {}, E->getExprLoc())
                                    : dl_ir_int(T, 0);
  }

  const dl_type *scalarType(const Expr *E) {
    QualType T = E->getType();
    if (T->isArrayType() || T->isFunctionType())
      T = L.Context.getDecayedType(T);
    return L.U.type(T);
  }

  // A null pointer takes the type it is converted to; other pointers stay what they are.
  dl_operand reinterpreted(const CastExpr *E, dl_operand V) {
    QualType From = E->getSubExpr()->getType(), To = E->getType();
    if (V.kind == DL_OPERAND_INT && To->isPointerType())
      return dl_ir_int(L.U.type(To), V.imm);
    if (From->isVectorType() != To->isVectorType())
      return L.opaque(To, V, E->getExprLoc());
    return V;
  }

  dl_operand bin(const Expr *E, enum dl_bin Op, dl_operand X, dl_operand Y) {
    if (X.kind == DL_OPERAND_NONE || Y.kind == DL_OPERAND_NONE)
      return L.opaque(E->getType(), {}, E->getExprLoc());
    dl_loc Loc = L.U.loc(E->getExprLoc());
    return dl_ir_value(dl_ir_bin(L.B, L.F, Op, L.U.type(E->getType()), X, Y, Loc));
  }

  dl_operand compare(const BinaryOperator *E) {
    QualType T = E->getLHS()->getType();
    dl_operand X = L.rvalue(E->getLHS()), Y = L.rvalue(E->getRHS());
    if (X.kind == DL_OPERAND_NONE || Y.kind == DL_OPERAND_NONE)
      return L.opaque(E->getType(), {}, E->getExprLoc());
    if (X.type->kind == DL_TYPE_FLOAT || Y.type->kind == DL_TYPE_FLOAT)
      return L.opaque(E->getType(), {X, Y}, E->getExprLoc());
    enum dl_cmp Cmp = comparison(E->getOpcode(), T->isSignedIntegerOrEnumerationType());
    const dl_type *Int = L.U.type(E->getType());
    return dl_ir_value(dl_ir_cmp(L.B, L.F, Cmp, Int, X, Y, L.U.loc(E->getExprLoc())));
  }

  dl_operand step(const UnaryOperator *E, BinaryOperatorKind Op, bool Post) {
    QualType T = E->getType();
    SourceLocation Loc = E->getExprLoc();
    dl_operand To = L.address(E->getSubExpr());
    dl_operand Old = L.load(L.U.type(T), To, Loc);
    dl_operand One = T->isPointerType() ? dl_ir_int(L.U.longType(), 1)
                     : isInteger(T)     ? dl_ir_int(L.U.type(T), 1)
                                        : L.number(1);
    QualType OneType = T->isPointerType() ? L.Context.LongTy : T;
    dl_operand New = L.arithmetic(Op, Old, One, T, OneType, T, Loc);
    L.store(L.U.type(T), To, New, Loc);
    return Post ? Old : New;
  }

  FunctionLowering &L;
};

dl_operand FunctionLowering::rvalue(const Expr *E) {
  E = E->IgnoreParens();
  if (std::optional<dl_operand> Constant = fold(E))
    return *Constant;
  if (!isUsable(E))
    return opaqueExpr(E);
  if (E->getType()->isFunctionType())
    return address(E);
  if (isAggregate(E->getType()) && !isa<CallExpr>(E)) {
    dl_operand From = address(E);
    return load(U.type(E->getType()), From, E->getExprLoc());
  }
  if (E->isGLValue() && !isa<OpaqueValueExpr>(E)) {
    dl_operand From = address(E);
    return load(U.type(E->getType()), From, E->getExprLoc());
  }
  return ValueVisitor(*this).Visit(E);
}

// ---- Addresses -------------------------------------------------------------------------------

dl_local *FunctionLowering::local(const VarDecl *VD) {
  dl_local *&Local = Locals[VD];
  if (!Local) {
    std::string Name = VD->getIdentifier() ? VD->getName().str() : "unnamed";
    Local = dl_ir_local(F, Name.c_str(), U.type(VD->getType()), false);
  }
  return Local;
}

dl_operand FunctionLowering::variable(const VarDecl *VD) {
  if (VD->hasLocalStorage())
    return dl_ir_local_addr(local(VD));
  return dl_ir_global_addr(U.global(VD));
}

class AddressVisitor : public ConstStmtVisitor<AddressVisitor, dl_operand> {
public:
  explicit AddressVisitor(FunctionLowering &L) : L(L) {}

  /// A value without an address gets a temporary one.
  dl_operand VisitStmt(const Stmt *S) {
    const Expr *E = cast<Expr>(S);
    if (E->isGLValue() || E->getType()->isVoidType() || E->getType()->isFunctionType())
      return L.opaqueExpr(E);
    dl_operand T = L.temporary(E->getType());
    L.initialise(T, E->getType(), E);
    return T;
  }

  dl_operand VisitDeclRefExpr(const DeclRefExpr *E) {
    if (const auto *VD = dyn_cast<VarDecl>(E->getDecl()))
      return L.variable(VD);
    if (const auto *FD = dyn_cast<FunctionDecl>(E->getDecl()))
      return dl_ir_function_addr(L.U.decl(FD), L.U.pointerTo(L.U.type(FD->getType())));
    return VisitStmt(E);
  }

  dl_operand VisitMemberExpr(const MemberExpr *E) {
    const auto *FD = dyn_cast<FieldDecl>(E->getMemberDecl());
    if (!FD)
      return VisitStmt(E);
    dl_operand Base = E->isArrow() ? L.rvalue(E->getBase()) : L.address(E->getBase());
    return L.field(Base, FD, E->getExprLoc());
  }

  dl_operand VisitArraySubscriptExpr(const ArraySubscriptExpr *E) {
    if (!E->getBase()->getType()->isPointerType())
      return VisitStmt(E);
    dl_operand Base = L.rvalue(E->getBase());
    dl_operand N = L.rvalue(E->getIdx());
    return L.index(L.elementType(E->getBase()->getType()), Base, N, E->getExprLoc());
  }

  dl_operand VisitFullExpr(const FullExpr *E) { return L.address(E->getSubExpr()); }
  dl_operand VisitMaterializeTemporaryExpr(const MaterializeTemporaryExpr *E) { // f().member
    return L.address(E->getSubExpr());
  }

  dl_operand VisitUnaryDeref(const UnaryOperator *E) { return L.rvalue(E->getSubExpr()); }
  dl_operand VisitUnaryExtension(const UnaryOperator *E) { return L.address(E->getSubExpr()); }

  dl_operand VisitCompoundLiteralExpr(const CompoundLiteralExpr *E) {
    dl_operand T = L.temporary(E->getType());
    L.initialise(T, E->getType(), E->getInitializer());
    return T;
  }

  dl_operand VisitStringLiteral(const StringLiteral *E) {
    std::string Text = compat::isPlainString(E) ? E->getString().str() : "";
    const dl_type *T = L.U.pointerTo(L.U.charType());
    return dl_ir_string(L.F->unit, T, Text.c_str());
  }

  dl_operand VisitPredefinedExpr(const PredefinedExpr *E) {
    if (const StringLiteral *Name = E->getFunctionName())
      return VisitStringLiteral(Name);
    return VisitStmt(E);
  }

  dl_operand VisitGenericSelectionExpr(const GenericSelectionExpr *E) {
    return E->isResultDependent() ? VisitStmt(E) : L.address(E->getResultExpr());
  }

  dl_operand VisitChooseExpr(const ChooseExpr *E) {
    return E->isConditionDependent() ? VisitStmt(E) : L.address(E->getChosenSubExpr());
  }

  dl_operand VisitOpaqueValueExpr(const OpaqueValueExpr *E) {
    auto It = L.Bound.find(E);
    return It == L.Bound.end() ? VisitStmt(E) : It->second;
  }

  // Of a record that is assigned, the place it was assigned to.
  dl_operand VisitBinAssign(const BinaryOperator *E) {
    dl_operand To = L.address(E->getLHS());
    L.initialise(To, E->getType(), E->getRHS());
    return To;
  }

  dl_operand VisitBinComma(const BinaryOperator *E) {
    L.effects(E->getLHS());
    return L.address(E->getRHS());
  }

  dl_operand VisitCastExpr(const CastExpr *E) {
    bool Same = E->getCastKind() == CK_NoOp || E->getCastKind() == CK_LValueBitCast ||
                (E->getCastKind() == CK_LValueToRValue && isAggregate(E->getType()));
    return Same ? L.address(E->getSubExpr()) : VisitStmt(E);
  }

private:
  FunctionLowering &L;
};

dl_operand FunctionLowering::address(const Expr *E) {
  E = E->IgnoreParens();
  return isUsable(E) || isa<DeclRefExpr>(E) ? AddressVisitor(*this).Visit(E) : opaqueExpr(E);
}

// ---- Whole objects ---------------------------------------------------------------------------

static bool isUnnamedBitField(const FieldDecl *FD) {
  return FD->isBitField() && !FD->getDeclName();
}

// The semantic form of an initialiser list has one entry for each member, in their order.
void FunctionLowering::initRecord(dl_operand Dest, const InitListExpr *E, const RecordDecl *RD) {
  if (RD->isUnion()) {
    const FieldDecl *FD = E->getInitializedFieldInUnion();
    if (FD && E->getNumInits())
      initialise(field(Dest, FD, E->getInit(0)->getExprLoc()), FD->getType(), E->getInit(0), true);
    return;
  }
  unsigned N = 0;
  for (const FieldDecl *FD : RD->fields()) {
    if (isUnnamedBitField(FD))
      continue;
    if (N >= E->getNumInits())
      return;
    const Expr *Init = E->getInit(N++);
    if (Init && !isa<ImplicitValueInitExpr>(Init) && !isa<NoInitExpr>(Init))
      initialise(field(Dest, FD, Init->getExprLoc()), FD->getType(), Init, true);
  }
}

void FunctionLowering::initArray(dl_operand Dest, const InitListExpr *E, const ArrayType *AT) {
  QualType Elem = AT->getElementType();
  for (unsigned N = 0; N < E->getNumInits(); N++) {
    const Expr *Init = E->getInit(N);
    if (!Init || isa<ImplicitValueInitExpr>(Init) || isa<NoInitExpr>(Init))
      continue;
    dl_operand At = index(U.type(Elem), Dest, number(N), Init->getExprLoc());
    initialise(At, Elem, Init, true);
  }
}

void FunctionLowering::initList(dl_operand Dest, const InitListExpr *E, bool Zeroed) {
  if (!E->isSemanticForm() && E->getSemanticForm())
    E = E->getSemanticForm();
  QualType T = E->getType();
  if (E->isTransparent() || E->isStringLiteralInit())
    return initialise(Dest, T, E->getInit(0), Zeroed);
  if (!Zeroed)
    dl_ir_zero(B, F, U.type(T), Dest, U.loc(E->getBeginLoc()));
  if (const ArrayType *AT = Context.getAsArrayType(T))
    return initArray(Dest, E, AT);
  const TagDecl *Tag = T->getAsTagDecl();
  const auto *RD = Tag ? dyn_cast_or_null<RecordDecl>(Tag->getDefinition()) : nullptr;
  if (RD)
    initRecord(Dest, E, RD);
}

/// Writes a record or an array.
void FunctionLowering::record(dl_operand Dest, QualType T, const Expr *E, bool Zeroed) {
  const dl_type *Type = U.type(T);
  dl_loc Loc = U.loc(E->getExprLoc());
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return initList(Dest, List, Zeroed);
  if (isa<ImplicitValueInitExpr>(E) || isa<NoInitExpr>(E))
    return (void)(Zeroed ? nullptr : dl_ir_zero(B, F, Type, Dest, Loc));
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return initialise(Dest, T, Full->getSubExpr(), Zeroed);
  if (const auto *Select = dyn_cast<AbstractConditionalOperator>(E))
    return selectInto(Select, [&](const Expr *Arm) { initialise(Dest, T, Arm); });
  if (const auto *SE = dyn_cast<StmtExpr>(E))
    return statementExpr(SE, [&](const Expr *Last) { initialise(Dest, T, Last); });
  if (const auto *Choose = dyn_cast<ChooseExpr>(E))
    if (!Choose->isConditionDependent())
      return initialise(Dest, T, Choose->getChosenSubExpr());
  if (const auto *Generic = dyn_cast<GenericSelectionExpr>(E))
    if (!Generic->isResultDependent())
      return initialise(Dest, T, Generic->getResultExpr());
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return store(Type, Dest, call(Call), E->getExprLoc());
  const auto *Cast = dyn_cast<CastExpr>(E);
  const auto *Value = dyn_cast<OpaqueValueExpr>(E);
  // As an initialiser a literal is no lvalue, but it has its place in memory all the same.
  bool HasPlace = isa<BinaryOperator>(E) || isa<StringLiteral>(E) ||
                  isa<CompoundLiteralExpr>(E) || isa<MemberExpr>(E) ||
                  (Value && Bound.count(Value));
  if (E->isGLValue() || HasPlace || (Cast && Cast->getCastKind() == CK_LValueToRValue)) {
    dl_operand From = address(E);
    dl_ir_copy(B, F, Type, Dest, From, Loc);
    return;
  }
  if (Cast && (Cast->getCastKind() == CK_NoOp || Cast->getCastKind() == CK_AtomicToNonAtomic ||
               Cast->getCastKind() == CK_NonAtomicToAtomic))
    return initialise(Dest, T, Cast->getSubExpr());
  store(Type, Dest, opaqueExpr(E), E->getExprLoc());
}

void FunctionLowering::initialise(dl_operand Dest, QualType T, const Expr *E, bool Zeroed) {
  E = E->IgnoreParens();
  if (!isUsable(E))
    store(U.type(T), Dest, opaqueExpr(E), E->getExprLoc());
  else if (isAggregate(E->getType()))
    record(Dest, T, E, Zeroed);
  else
    store(U.type(T), Dest, rvalue(E), E->getExprLoc());
}

void FunctionLowering::effects(const Expr *E) {
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return effects(Full->getSubExpr());
  E = E->IgnoreParens();
  while (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() != CK_ToVoid && Cast->getCastKind() != CK_NoOp)
      break;
    E = Cast->getSubExpr()->IgnoreParens();
  }
  if (isUsable(E) && !isa<CallExpr>(E) && !E->HasSideEffects(Context))
    return;
  if (!isAggregate(E->getType()) || isa<CallExpr>(E)) {
    if (E->isGLValue())
      address(E);
    else
      rvalue(E);
    return;
  }
  if (const auto *SE = dyn_cast<StmtExpr>(E))
    statementExpr(SE, [&](const Expr *Last) { effects(Last); });
  else
    address(E);
}

} // namespace dl
