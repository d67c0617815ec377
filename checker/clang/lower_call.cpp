// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls, the builtins that are more or less than a call, cleanup handlers, and inline assembly,
// which is a call to something that nobody has declared.
//
#include "checker/clang/compat.h"
#include "checker/clang/lowering.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace dl {

// ---- Builtins --------------------------------------------------------------------------------

namespace {

enum class Special {
  None,
  FirstArgument, // the value of the first argument, said with a hint for the optimiser
  ConstantP,
  Unreachable,
  UnknownSize,
  Add, // with overflow check
  Sub,
  Mul,
};

const struct {
  const char *Name;
  Special Kind;
} Specials[] = {
    {"__builtin_expect", Special::FirstArgument},
    {"__builtin_expect_with_probability", Special::FirstArgument},
    {"__builtin_assume_aligned", Special::FirstArgument},
    {"__builtin_launder", Special::FirstArgument},
    {"__builtin_constant_p", Special::ConstantP},
    {"__builtin_unreachable", Special::Unreachable},
    {"__builtin_trap", Special::Unreachable},
    {"__builtin_object_size", Special::UnknownSize},
    {"__builtin_dynamic_object_size", Special::UnknownSize},
    {"__builtin_add_overflow", Special::Add},
    {"__builtin_sub_overflow", Special::Sub},
    {"__builtin_mul_overflow", Special::Mul},
};

Special specialOf(StringRef Name) {
  for (const auto &Row : Specials)
    if (Name == Row.Name)
      return Row.Kind;
  return Special::None;
}

} // namespace

/// __builtin_add_overflow(a, b, &result): the result is stored, whether it fits is unknown.
dl_operand FunctionLowering::overflow(const CallExpr *E, BinaryOperatorKind Op) {
  SourceLocation L = E->getExprLoc();
  QualType T = E->getArg(2)->getType()->getPointeeType();
  dl_operand X = rvalue(E->getArg(0)), Y = rvalue(E->getArg(1)), To = rvalue(E->getArg(2));
  if (T.isNull() || !T->isIntegralOrEnumerationType())
    return opaque(E->getType(), {X, Y, To}, L);
  X = convert(X, E->getArg(0)->getType(), T, L);
  Y = convert(Y, E->getArg(1)->getType(), T, L);
  store(U.type(T), To, arithmetic(Op, X, Y, T, T, T, L), L);
  return opaque(E->getType(), {X, Y}, L);
}

bool FunctionLowering::builtin(const CallExpr *E, const FunctionDecl *FD, dl_operand &Result) {
  Result = {};
  Special Kind = specialOf(FD->getName());
  switch (Kind) {
  case Special::None:
    return false;
  case Special::FirstArgument:
    Result = rvalue(E->getArg(0));
    for (unsigned N = 1; N < E->getNumArgs(); N++)
      effects(E->getArg(N));
    return true;
  case Special::ConstantP: // those that are known to be constant were folded
    Result = number(0);
    return true;
  case Special::Unreachable:
    unreachable(E->getExprLoc());
    return true;
  case Special::UnknownSize:
    Result = dl_ir_int(U.type(E->getType()), -1);
    return true;
  case Special::Add:
  case Special::Sub:
  case Special::Mul:
    if (E->getNumArgs() != 3)
      return false;
    Result = overflow(E, Kind == Special::Add   ? BO_Add
                         : Kind == Special::Sub ? BO_Sub
                                                : BO_Mul);
    return true;
  }
  return false;
}

// ---- Calls -----------------------------------------------------------------------------------

// A builtin that stands for a library function is called by that function's name.
dl_operand FunctionLowering::callee(const CallExpr *E, const FunctionDecl *FD) {
  if (!FD)
    return rvalue(E->getCallee());
  StringRef Name = FD->getIdentifier() ? FD->getName() : "";
  bool Library = FD->getBuiltinID() && Context.BuiltinInfo.isLibFunction(FD->getBuiltinID());
  const dl_decl *D;
  if (Library && compat::startsWith(Name, "__builtin_"))
    D = U.declNamed(Name.drop_front(strlen("__builtin_")), FD);
  else
    D = U.decl(FD);
  return dl_ir_function_addr(D, nullptr);
}

// A few builtins take an lvalue itself (va_start).
dl_operand FunctionLowering::argument(const Expr *E) {
  dl_operand V = E->isGLValue() ? address(E) : rvalue(E);
  if (V.kind == DL_OPERAND_NONE)
    return opaque(Context.IntTy, {}, E->getExprLoc());
  return V;
}

static bool neverReturns(const CallExpr *E, const FunctionDecl *FD) {
  if (FD && FD->isNoReturn())
    return true;
  QualType T = E->getCallee()->getType();
  if (const auto *PT = T->getAs<PointerType>())
    T = PT->getPointeeType();
  const auto *FT = T->getAs<FunctionType>();
  return FT && FT->getNoReturnAttr();
}

dl_operand FunctionLowering::call(const CallExpr *E) {
  const FunctionDecl *FD = E->getDirectCallee();
  SourceLocation L = E->getCallee()->IgnoreParenImpCasts()->getBeginLoc();
  dl_operand Result;
  if (FD && FD->getBuiltinID() && FD->getIdentifier() && builtin(E, FD, Result))
    return Result;
  dl_operand Callee = callee(E, FD);
  llvm::SmallVector<dl_operand, 8> Args;
  for (const Expr *Arg : E->arguments())
    Args.push_back(argument(Arg));
  if (Callee.kind == DL_OPERAND_NONE)
    return opaque(E->getType(), Args, L);
  const char *As = FD && FD->getIdentifier() ? U.macroName(L, FD->getName()) : nullptr;
  const dl_instr *Call = dl_ir_call(B, F, U.type(E->getType()), Callee, Args.data(), Args.size(),
                                    As, U.loc(L));
  if (neverReturns(E, FD))
    unreachable(L);
  return E->getType()->isVoidType() ? dl_operand{} : dl_ir_value(Call);
}

/// __attribute__((cleanup(handler))): handler(&variable).
void FunctionLowering::cleanup(const VarDecl *VD, const FunctionDecl *Handler, SourceLocation L) {
  dl_operand Callee = dl_ir_function_addr(U.decl(Handler), nullptr);
  dl_operand Arg = variable(VD);
  dl_ir_call(B, F, U.type(Handler->getReturnType()), Callee, &Arg, 1, nullptr, U.loc(L));
}

// ---- Inline assembly -------------------------------------------------------------------------

/// Every output is anything that depends on all of the inputs.
void FunctionLowering::asmOutputs(const GCCAsmStmt *S, llvm::ArrayRef<dl_operand> Addresses,
                                  llvm::ArrayRef<dl_operand> Inputs) {
  for (unsigned N = 0; N < S->getNumOutputs(); N++) {
    QualType T = S->getOutputExpr(N)->getType();
    store(U.type(T), Addresses[N], opaque(T, Inputs, S->getAsmLoc()), S->getAsmLoc());
  }
  if (!S->getNumOutputs() && !Inputs.empty())
    opaque(Context.IntTy, Inputs, S->getAsmLoc());
}

void FunctionLowering::assembly(const GCCAsmStmt *S) {
  llvm::SmallVector<dl_operand, 8> Inputs, Addresses;
  for (unsigned N = 0; N < S->getNumOutputs(); N++) {
    const Expr *Out = S->getOutputExpr(N);
    Addresses.push_back(address(Out));
    if (S->isOutputPlusConstraint(N))
      Inputs.push_back(load(U.type(Out->getType()), Addresses.back(), S->getAsmLoc()));
  }
  for (unsigned N = 0; N < S->getNumInputs(); N++)
    Inputs.push_back(argument(S->getInputExpr(N)));
  asmOutputs(S, Addresses, Inputs);
  if (!S->isAsmGoto())
    return;
  llvm::SmallVector<const LabelDecl *, 4> To;
  for (unsigned N = 0; N < S->getNumLabels(); N++)
    To.push_back(S->getLabelExpr(N)->getLabel());
  dl_block *Next = newBlock();
  jumpToAny(To, Next, S->getAsmLoc());
  start(Next);
}

} // namespace dl
