// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Statements, scopes and jumps. A scope knows the variables that were declared in it so far; to
// leave it by any way is to run their cleanup handlers and to say that they are dead. Where a goto
// leads to is known before lowering starts (BodyScan), so a jump forward ends the right scopes too.
//
#include "checker/clang/compat.h"
#include "checker/clang/lowering.h"
#include "clang/AST/Attr.h"
#include "clang/AST/StmtVisitor.h"

using namespace clang;

namespace dl {

// ---- Before lowering -------------------------------------------------------------------------

static bool isScope(const Stmt *S) { return isa<CompoundStmt>(S) || isa<ForStmt>(S); }

// Has to count variables exactly as declare() and enterScope() do.
void BodyScan::walk(const Stmt *S) {
  if (!S || isa<UnaryExprOrTypeTraitExpr>(S))
    return;
  if (const auto *Label = dyn_cast<LabelStmt>(S))
    Labels[Label->getDecl()] = Path;
  if (const auto *Address = dyn_cast<AddrLabelExpr>(S))
    Taken.push_back(Address->getLabel());
  if (isScope(S))
    Path.push_back({S, 0});
  for (const Stmt *Child : S->children())
    walk(Child);
  if (isScope(S))
    Path.pop_back();
  const auto *Declaration = dyn_cast<DeclStmt>(S);
  if (!Declaration || Path.empty())
    return;
  for (const Decl *D : Declaration->decls())
    if (const auto *VD = dyn_cast<VarDecl>(D))
      Path.back().second += VD->hasLocalStorage();
}

bool containsLabel(const Stmt *S) {
  if (!S)
    return false;
  if (isa<LabelStmt>(S) || isa<SwitchCase>(S))
    return true;
  for (const Stmt *Child : S->children())
    if (containsLabel(Child))
      return true;
  return false;
}

FunctionLowering::FunctionLowering(UnitLowering &U, const FunctionDecl *FD, dl_func *F)
    : U(U), Context(U.Context), FD(FD), F(F) {}

void FunctionLowering::run() {
  Scan.walk(FD->getBody());
  for (const ParmVarDecl *P : FD->parameters()) {
    std::string Name = P->getIdentifier() ? P->getName().str() : "unnamed";
    Locals[P] = dl_ir_local(F, Name.c_str(), U.type(P->getType()), true);
  }
  start(newBlock());
  stmt(FD->getBody());
  if (!Dead)
    dl_ir_ret(B, F, {}, F->end);
  finish();
}

// ---- Blocks ----------------------------------------------------------------------------------

void FunctionLowering::startLive(dl_block *Block) {
  if (!Started.insert(Block).second) { // a label that an erroneous source defines twice
    Block = newBlock();
    Started.insert(Block);
  }
  if (B && !Dead)
    jump(Block, {});
  B = Block;
  Dead = false;
  Order.push_back(Block);
}

/// Goes on in Block. It is dead if nothing has jumped there yet.
void FunctionLowering::start(dl_block *Block) {
  startLive(Block);
  Dead = Order.size() > 1 && !Targeted.count(Block);
}

/// The block has its last instruction; what follows is dead until another block is started.
void FunctionLowering::terminated() {
  if (!Limbo)
    Limbo = newBlock();
  B = Limbo;
  Dead = true;
}

void FunctionLowering::unreachable(SourceLocation L) {
  dl_ir_unreachable(B, F, U.loc(L));
  terminated();
}

void FunctionLowering::jump(dl_block *To, SourceLocation L) {
  if (!Dead)
    Targeted.insert(To);
  dl_ir_jump(B, F, To, U.loc(L));
  terminated();
}

void FunctionLowering::branch(dl_operand Cond, dl_block *Yes, dl_block *No, bool Loop,
                              SourceLocation L) {
  if (Cond.kind == DL_OPERAND_INT)
    return jump(Cond.imm ? Yes : No, L);
  if (!Dead) {
    Targeted.insert(Yes);
    Targeted.insert(No);
  }
  dl_ir_branch(B, F, Cond, Yes, No, Loop, U.loc(L));
  terminated();
}

// ---- After lowering --------------------------------------------------------------------------

/// Where a jump to Block leads: blocks that only jump on are skipped (but not for ever).
static dl_block *destination(dl_block *Block) {
  for (unsigned Steps = 0; Steps < 100; Steps++) {
    if (Block->ninstrs != 1 || Block->instrs[0]->op != DL_OP_JUMP)
      break;
    Block = Block->instrs[0]->targets[0];
  }
  return Block;
}

/// Moves the instructions of Next into Block, which ends in the only jump to it.
static void appendBlock(dl_func *F, dl_block *Block, dl_block *Next) {
  size_t Kept = Block->ninstrs - 1, Count = Kept + Next->ninstrs;
  auto **All = (dl_instr **)dl_arena_alloc(F->unit->arena, Count * sizeof(dl_instr *));
  std::copy_n(Block->instrs, Kept, All);
  std::copy_n(Next->instrs, Next->ninstrs, All + Kept);
  for (size_t N = Kept; N < Count; N++)
    All[N]->block = Block;
  Block->instrs = All;
  Block->ninstrs = Block->cap_instrs = Count;
  Next->ninstrs = 0;
}

/// Kernel macros leave many blocks that only jump: fewer blocks are less work for the engine.
static void straighten(dl_func *F) {
  std::vector<unsigned> Incoming(F->nblocks);
  for (size_t N = 0; N < F->nblocks; N++) {
    dl_instr *End = dl_ir_terminator(F->blocks[N]);
    for (size_t T = 0; T < End->ntargets; T++)
      End->targets[T] = destination(End->targets[T]);
  }
  dl_ir_drop_unreachable(F);
  for (size_t N = 0; N < F->nblocks; N++) {
    const dl_instr *End = dl_ir_terminator(F->blocks[N]);
    for (size_t T = 0; T < End->ntargets; T++)
      Incoming[End->targets[T]->id]++;
  }
  for (size_t N = 0; N < F->nblocks; N++) {
    dl_block *Block = F->blocks[N];
    while (const dl_instr *End = dl_ir_terminator(Block)) {
      dl_block *Next = End->op == DL_OP_JUMP ? End->targets[0] : nullptr;
      if (!Next || Next->id <= Block->id || Incoming[Next->id] != 1)
        break;
      appendBlock(F, Block, Next);
    }
  }
  dl_ir_drop_unreachable(F);
}

/// Puts the blocks into the order of the source and drops those that nothing reaches.
void FunctionLowering::finish() {
  for (size_t N = 0; N < F->nblocks; N++)
    if (!Started.count(F->blocks[N])) // limbo, and labels that an erroneous source never defines
      Order.push_back(F->blocks[N]);
  for (size_t N = 0; N < F->nblocks; N++) {
    F->blocks[N] = Order[N];
    F->blocks[N]->id = N;
    if (!dl_ir_terminator(Order[N]))
      dl_ir_unreachable(Order[N], F, 0);
  }
  dl_ir_drop_unreachable(F);
  straighten(F);
}

// ---- Scopes ----------------------------------------------------------------------------------

void FunctionLowering::enterScope(const Stmt *S) { Scopes.push_back({S, {}}); }

void FunctionLowering::endVariables(const Scope &S, size_t Keep, SourceLocation L) {
  for (size_t N = S.Vars.size(); N > Keep; N--) {
    const VarDecl *VD = S.Vars[N - 1];
    if (const auto *Attr = VD->getAttr<CleanupAttr>())
      cleanup(VD, Attr->getFunctionDecl(), L);
    dl_ir_dead(B, F, local(VD), U.loc(L));
  }
}

void FunctionLowering::leaveScope(SourceLocation L) {
  if (!Dead)
    endVariables(Scopes.back(), 0, L);
  Scopes.pop_back();
}

void FunctionLowering::unwindTo(size_t Depth, SourceLocation L) {
  for (size_t N = Scopes.size(); N > Depth; N--)
    endVariables(Scopes[N - 1], 0, L);
}

dl_block *FunctionLowering::label(const LabelDecl *Label) {
  dl_block *&Block = LabelBlocks[Label];
  if (!Block)
    Block = newBlock();
  return Block;
}

// The scopes that the goto and the label share stay open; in the innermost of them a jump back
// ends what was declared after the label.
void FunctionLowering::jumpToLabel(const LabelDecl *Label, SourceLocation L) {
  auto It = Scan.Labels.find(Label);
  size_t Shared = 0;
  if (It != Scan.Labels.end())
    while (Shared < Scopes.size() && Shared < It->second.size() &&
           Scopes[Shared].S == It->second[Shared].first)
      Shared++;
  unwindTo(Shared, L);
  if (Shared)
    endVariables(Scopes[Shared - 1], It->second[Shared - 1].second, L);
  jump(label(Label), L);
}

/// A jump nobody knows the target of: each label gets a block that ends the scopes on the way.
void FunctionLowering::jumpToAny(llvm::ArrayRef<const LabelDecl *> To, dl_block *Fallthrough,
                                 SourceLocation L) {
  llvm::SmallVector<dl_block *, 8> Targets;
  if (Fallthrough)
    Targets.push_back(Fallthrough);
  for (size_t N = 0; N < To.size(); N++)
    Targets.push_back(newBlock());
  if (Targets.empty())
    return unreachable(L);
  bool WasDead = Dead;
  dl_ir_any(B, F, Targets.data(), Targets.size(), U.loc(L));
  terminated();
  if (!WasDead)
    Targeted.insert(Targets.begin(), Targets.end());
  for (size_t N = 0; N < To.size(); N++) {
    start(Targets[Targets.size() - To.size() + N]);
    jumpToLabel(To[N], L);
  }
}

void FunctionLowering::declare(const VarDecl *VD) {
  if (!VD->hasLocalStorage())
    return;
  dl_local *Local = local(VD);
  if (const VariableArrayType *VLA = Context.getAsVariableArrayType(VD->getType()))
    if (const Expr *Size = VLA->getSizeExpr())
      effects(Size);
  if (const Expr *Init = VD->getInit())
    initialise(dl_ir_local_addr(Local), VD->getType(), Init);
  if (!Scopes.empty())
    Scopes.back().Vars.push_back(VD);
}

/// A declaration that is jumped over: the variable exists, its initialiser does not run.
void FunctionLowering::declareDead(const DeclStmt *S) {
  for (const Decl *D : S->decls())
    if (const auto *VD = dyn_cast<VarDecl>(D))
      if (VD->hasLocalStorage() && !Scopes.empty())
        Scopes.back().Vars.push_back(VD);
}

// ---- Statements ------------------------------------------------------------------------------

void FunctionLowering::statementExpr(const StmtExpr *E,
                                     llvm::function_ref<void(const Expr *)> Last) {
  const CompoundStmt *Body = E->getSubStmt();
  enterScope(Body);
  const Stmt *Final = Body->body_empty() ? nullptr : Body->body_back();
  for (const Stmt *S : Body->body())
    if (S != Final)
      stmt(S);
  while (Final) {
    if (const auto *Label = dyn_cast<LabelStmt>(Final)) {
      startLive(label(Label->getDecl()));
      Final = Label->getSubStmt();
    } else if (const auto *Attributed = dyn_cast<AttributedStmt>(Final)) {
      Final = Attributed->getSubStmt();
    } else {
      break;
    }
  }
  if (const auto *Value = dyn_cast_or_null<Expr>(Final))
    Last(Value);
  else
    stmt(Final);
  leaveScope(Body->getEndLoc());
}

class StatementVisitor : public ConstStmtVisitor<StatementVisitor> {
public:
  explicit StatementVisitor(FunctionLowering &L) : L(L) {}

  void VisitStmt(const Stmt *S) {
    for (const Stmt *Child : S->children())
      L.stmt(Child);
  }

  void VisitExpr(const Expr *E) { L.effects(E); }

  void VisitDeclStmt(const DeclStmt *S) {
    for (const Decl *D : S->decls())
      if (const auto *VD = dyn_cast<VarDecl>(D))
        L.declare(VD);
  }

  void VisitCompoundStmt(const CompoundStmt *S) {
    L.enterScope(S);
    for (const Stmt *Child : S->body())
      L.stmt(Child);
    L.leaveScope(S->getEndLoc());
  }

  void VisitIfStmt(const IfStmt *S) {
    dl_block *Yes = L.newBlock(), *Join = L.newBlock();
    dl_block *No = S->getElse() ? L.newBlock() : Join;
    L.condition(S->getCond(), Yes, No, false);
    L.start(Yes);
    L.stmt(S->getThen());
    L.jump(Join, S->getEndLoc());
    if (S->getElse()) {
      L.start(No);
      L.stmt(S->getElse());
      L.jump(Join, S->getEndLoc());
    }
    L.start(Join);
  }

  // ---- Loops: in dead code they are here because of a label inside, and so are alive

  void VisitWhileStmt(const WhileStmt *S) {
    dl_block *Head = L.newBlock(), *Body = L.newBlock(), *Exit = L.newBlock();
    L.startLive(Head);
    L.condition(S->getCond(), Body, Exit, true);
    L.start(Body);
    loopBody(S->getBody(), Exit, Head);
    L.jump(Head, S->getEndLoc());
    L.start(Exit);
  }

  void VisitDoStmt(const DoStmt *S) {
    dl_block *Body = L.newBlock(), *Check = L.newBlock(), *Exit = L.newBlock();
    L.startLive(Body);
    loopBody(S->getBody(), Exit, Check);
    L.jump(Check, S->getWhileLoc());
    L.start(Check);
    L.condition(S->getCond(), Body, Exit, true);
    L.start(Exit);
  }

  void VisitForStmt(const ForStmt *S) {
    dl_block *Head = L.newBlock(), *Body = L.newBlock();
    dl_block *Next = L.newBlock(), *Exit = L.newBlock();
    L.enterScope(S);
    L.stmt(S->getInit());
    L.startLive(Head);
    if (S->getCond())
      L.condition(S->getCond(), Body, Exit, true);
    else
      L.jump(Body, S->getBeginLoc());
    L.start(Body);
    loopBody(S->getBody(), Exit, Next);
    L.jump(Next, S->getEndLoc());
    L.start(Next);
    L.stmt(S->getInc());
    L.jump(Head, S->getEndLoc());
    L.start(Exit);
    L.leaveScope(S->getEndLoc());
  }

  // ---- Switch

  void VisitSwitchStmt(const SwitchStmt *S) {
    dl_operand Value = L.rvalue(S->getCond());
    if (Value.kind == DL_OPERAND_NONE || Value.type->kind != DL_TYPE_INT)
      Value = L.opaque(L.Context.IntTy, {}, S->getBeginLoc());
    dl_block *Header = L.B, *Exit = L.newBlock();
    FunctionLowering::Switch State;
    State.Dead = L.Dead;
    if (Value.kind == DL_OPERAND_INT)
      State.Known = Value.imm;
    L.Switches.push_back(State);
    L.Jumps.push_back({Exit, nullptr, L.Scopes.size()});
    L.terminated();
    L.stmt(S->getBody());
    L.jump(Exit, S->getEndLoc());
    L.Jumps.pop_back();
    State = L.Switches.back();
    L.Switches.pop_back();
    dispatch(Header, Value, State, Exit, S->getBeginLoc());
    L.start(Exit);
  }

  void VisitCaseStmt(const CaseStmt *S) {
    if (!L.Switches.empty()) {
      dl_case Range = {value(S->getLHS()), 0};
      Range.hi = S->getRHS() ? value(S->getRHS()) : Range.lo;
      auto &Switch = L.Switches.back();
      bool Taken = !Switch.Known || (*Switch.Known >= Range.lo && *Switch.Known <= Range.hi);
      dl_block *Block = startCase(Taken && !Switch.Dead);
      Switch.Cases.push_back(Range);
      Switch.Targets.push_back(Block);
    }
    L.stmt(S->getSubStmt());
  }

  void VisitDefaultStmt(const DefaultStmt *S) {
    if (!L.Switches.empty()) {
      dl_block *Block = startCase(!L.Switches.back().Dead);
      L.Switches.back().Default = Block;
    }
    L.stmt(S->getSubStmt());
  }

  // ---- Jumps

  void VisitLabelStmt(const LabelStmt *S) {
    L.startLive(L.label(S->getDecl()));
    L.stmt(S->getSubStmt());
  }

  void VisitGotoStmt(const GotoStmt *S) { L.jumpToLabel(S->getLabel(), S->getBeginLoc()); }

  void VisitIndirectGotoStmt(const IndirectGotoStmt *S) {
    L.effects(S->getTarget());
    L.jumpToAny(L.Scan.Taken, nullptr, S->getBeginLoc());
  }

  void VisitBreakStmt(const BreakStmt *S) { leaveTo(S, /*Break=*/true); }
  void VisitContinueStmt(const ContinueStmt *S) { leaveTo(S, /*Break=*/false); }

  void VisitReturnStmt(const ReturnStmt *S) {
    dl_operand Value = {};
    if (const Expr *E = S->getRetValue()) {
      Value = L.rvalue(E);
      if (L.F->ret->kind == DL_TYPE_VOID)
        Value = {};
    }
    L.unwindTo(0, S->getBeginLoc());
    dl_ir_ret(L.B, L.F, Value, L.U.loc(S->getBeginLoc()));
    L.terminated();
  }

  // ---- The rest

  void VisitGCCAsmStmt(const GCCAsmStmt *S) { L.assembly(S); }
  void VisitMSAsmStmt(const MSAsmStmt *S) { L.opaque(L.Context.IntTy, {}, S->getBeginLoc()); }

private:
  void loopBody(const Stmt *Body, dl_block *Break, dl_block *Continue) {
    L.Jumps.push_back({Break, Continue, L.Scopes.size()});
    L.stmt(Body);
    L.Jumps.pop_back();
  }

  void leaveTo(const Stmt *S, bool Break) {
    for (size_t N = L.Jumps.size(); N > 0; N--) {
      const FunctionLowering::JumpTargets To = L.Jumps[N - 1];
      dl_block *Block = Break ? To.Break : To.Continue;
      if (!Block)
        continue;
      L.unwindTo(To.Depth, S->getBeginLoc());
      return L.jump(Block, S->getBeginLoc());
    }
  }

  int64_t value(const Expr *E) {
    std::optional<dl_operand> V = L.fold(E);
    return V ? V->imm : 0;
  }

  /// Consecutive cases share a block.
  dl_block *startCase(bool Live) {
    bool Fresh = !L.B->ninstrs && !L.Dead && L.Targeted.count(L.B);
    dl_block *Block = Fresh ? L.B : L.newBlock();
    if (Fresh)
      return Block;
    bool FallsThrough = !L.Dead;
    L.startLive(Block);
    L.Dead = !Live && !FallsThrough;
    if (!L.Dead)
      L.Targeted.insert(Block);
    return Block;
  }

  void dispatch(dl_block *Header, dl_operand Value, const FunctionLowering::Switch &State,
                dl_block *Exit, SourceLocation Loc) {
    dl_block *Otherwise = State.Default ? State.Default : Exit;
    if (!State.Dead)
      L.Targeted.insert(Otherwise);
    if (!State.Known) {
      dl_ir_switch(Header, L.F, Value, State.Cases.data(), State.Targets.data(),
                   State.Cases.size(), Otherwise, L.U.loc(Loc));
      return;
    }
    for (size_t N = 0; N < State.Cases.size(); N++)
      if (*State.Known >= State.Cases[N].lo && *State.Known <= State.Cases[N].hi) {
        Otherwise = State.Targets[N];
        break;
      }
    dl_ir_jump(Header, L.F, Otherwise, L.U.loc(Loc));
  }

  FunctionLowering &L;
};

void FunctionLowering::stmt(const Stmt *S) {
  if (!S)
    return;
  const auto *Declaration = Dead ? dyn_cast<DeclStmt>(S) : nullptr;
  if (Declaration)
    return declareDead(Declaration);
  if (Dead && !containsLabel(S))
    return;
  StatementVisitor(*this).Visit(S);
}

} // namespace dl
