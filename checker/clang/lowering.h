/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
//
// The two classes behind lowerUnit(), private to the lower_*.cpp files.
//
// We lower from the AST itself, the way a compiler's code generator does, and not from clang::CFG:
// conditions become branches, scopes end where C says they do (with the cleanup attribute's calls),
// values of ?: and of statement expressions go through temporaries, and the result is the same for
// every version of Clang.
//
#ifndef DL_CLANG_LOWERING_H
#define DL_CLANG_LOWERING_H

#include "checker/clang/lower.h"
#include "rules/api.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dl {

/// The parts of Clang's types that the IR keeps, declarations and places: all that functions share.
class UnitLowering {
public:
  UnitLowering(clang::ASTContext &Context, const LowerOptions &Options);
  dl_unit *run();

  dl_type *type(clang::QualType T);
  /// Of a constant that the source gives as sizeof(that type).
  const dl_type *sizeOfType(const dl_type *Measured);
  const dl_type *pointerTo(const dl_type *Elem, bool ToConst = false);
  const dl_type *intType() { return type(Context.IntTy); }
  const dl_type *longType() { return type(Context.LongTy); }
  const dl_type *charType() { return type(Context.CharTy); }
  const dl_type *voidType() { return dl_ir_type_void(Unit); }

  dl_loc loc(clang::SourceLocation L);
  dl_decl *decl(const clang::FunctionDecl *FD);
  /// A function without a declaration in the source: a builtin under its library name.
  dl_decl *declNamed(llvm::StringRef Name, const clang::FunctionDecl *Like);
  const dl_global *global(const clang::VarDecl *VD);
  /// Index of the member in the record's list.
  uint32_t field(const clang::FieldDecl *FD, dl_type *Record);
  /// The name of the API that the user wrote, if that was a macro that expands to this callee.
  const char *macroName(clang::SourceLocation Callee, llvm::StringRef CalleeName);

  clang::ASTContext &Context;
  dl_unit *Unit;

private:
  dl_type *makeType(clang::QualType T);
  dl_type *makeInt(const std::string &Name, clang::QualType T);
  dl_type *makeRecord(const clang::RecordDecl *RD);
  dl_type *makeArray(const clang::ArrayType *AT);
  dl_type *makeFunction(const clang::FunctionType *FT);
  dl_type *makeOther(clang::QualType T);
  std::string tagName(const clang::TagDecl *Tag);
  std::string uniqueName(std::string Name, const void *Key);
  std::string placeName(clang::SourceLocation L);
  bool isMainFile(clang::SourceLocation L) const;
  void lower(const clang::FunctionDecl *FD);
  /// The main file's #include lines that rules/ has a word about (lower_includes.cpp).
  void noteIncludes();
  /// What a function tests that is not lowered (lower_tested.cpp).
  /// What a variable of the file starts with: which of the functions does it point to?
  void noteListed(const clang::Stmt *Init);
  void noteTested(const clang::FunctionDecl *FD);
  void noteTested(const clang::ValueDecl *VD);

  LowerOptions Options;
  llvm::DenseMap<const clang::Type *, dl_type *> Types;
  llvm::DenseMap<const clang::Decl *, dl_decl *> Decls;
  llvm::DenseMap<const clang::VarDecl *, dl_global *> Globals;
  llvm::DenseSet<const clang::ValueDecl *> Tested;
  llvm::DenseMap<const clang::FieldDecl *, uint32_t> Fields;
  llvm::DenseMap<clang::SourceLocation::UIntTy, dl_loc> Locs;
  std::map<std::string, const void *> Names; // of types: who has the name
};

/// What the API's table says of a function, or null.
const dl_api *apiOf(const clang::FunctionDecl *FD);

/// The member, or the variable with static storage, that is read or written, its first declaration; null: something else.
const clang::ValueDecl *placeOf(const clang::Expr *E);

/// What one body does with buffers that members and variables of the file keep (lower_freed.cpp).
class BufferFinder {
public:
  void visit(const clang::Stmt *S);
  /// All of the body was visited.
  void finish();

  using Places = llvm::SmallDenseSet<const clang::ValueDecl *, 4>;

  Places Kept;   ///< have memory of the API, or memory that is mapped
  Places Freed;  ///< are given to kfree() and kin
  Places Filled; ///< get another value than NULL

private:
  void assigned(const clang::Expr *To, const clang::Expr *From);
  void declared(const clang::VarDecl *VD);
  void called(const clang::CallExpr *Call);
  using Locals = llvm::SmallDenseSet<const clang::VarDecl *, 4>;
  void given(const clang::Expr *Arg, Locals &InLocal, Places &InPlace);

  Locals Made, Dropped; ///< as Kept and Freed
  llvm::SmallVector<std::pair<const clang::VarDecl *, const clang::ValueDecl *>, 8> Copies;
};

/// Where a label stands: the scopes around it, with the number of variables alive in each.
using ScopePath = llvm::SmallVector<std::pair<const clang::Stmt *, unsigned>, 8>;

/// What has to be known of a body before the first statement is lowered.
struct BodyScan {
  llvm::DenseMap<const clang::LabelDecl *, ScopePath> Labels;
  llvm::SmallVector<const clang::LabelDecl *, 4> Taken; // &&label
  ScopePath Path;

  void walk(const clang::Stmt *S);
};

/// One function body.
class FunctionLowering {
public:
  FunctionLowering(UnitLowering &U, const clang::FunctionDecl *FD, dl_func *F);
  void run();

  // ---- Expressions (lower_expr.cpp, lower_condition.cpp) -------------------------------------

  /// The value of a scalar (of a record: a load of the whole). NONE if it is void.
  dl_operand rvalue(const clang::Expr *E);
  /// The address of an lvalue; of a record that is no lvalue, of a temporary.
  dl_operand address(const clang::Expr *E);
  /// Evaluates for the side effects only.
  void effects(const clang::Expr *E);
  /// Writes a whole value to where Dest points.
  void initialise(dl_operand Dest, clang::QualType T, const clang::Expr *E, bool Zeroed = false);
  /// Branches on a condition. Constants decide at once.
  void condition(const clang::Expr *E, dl_block *Yes, dl_block *No, bool Loop);
  /// Whether a condition is constant.
  std::optional<bool> foldCondition(const clang::Expr *E);
  dl_operand opaque(clang::QualType T, llvm::ArrayRef<dl_operand> Inputs,
                    clang::SourceLocation L);

  // ---- Statements (lower_stmt.cpp) ---------------------------------------------------------

  void stmt(const clang::Stmt *S);
  /// Lowers a statement expression; Last gets its last expression, if it has one.
  void statementExpr(const clang::StmtExpr *E,
                     llvm::function_ref<void(const clang::Expr *)> Last);
  void unreachable(clang::SourceLocation L);

private:
  friend class ValueVisitor;
  friend class AddressVisitor;
  friend class ConditionVisitor;
  friend class StatementVisitor;

  struct Scope {
    const clang::Stmt *S;
    llvm::SmallVector<const clang::VarDecl *, 8> Vars;
  };
  struct JumpTargets { // of break and continue; null: look further out
    dl_block *Break, *Continue;
    size_t Depth;
  };
  struct Switch {
    std::vector<dl_case> Cases;
    std::vector<dl_block *> Targets;
    dl_block *Default = nullptr;
    std::optional<int64_t> Known;
    bool Dead;
  };

  // Blocks.
  dl_block *newBlock() { return dl_ir_block(F); }
  void start(dl_block *Block);
  void startLive(dl_block *Block);
  void terminated();
  void jump(dl_block *To, clang::SourceLocation L);
  void branch(dl_operand Cond, dl_block *Yes, dl_block *No, bool Loop, clang::SourceLocation L);
  void finish();

  // Instructions.
  dl_operand load(const dl_type *T, dl_operand Addr, clang::SourceLocation L);
  void store(const dl_type *T, dl_operand Addr, dl_operand Value, clang::SourceLocation L);
  dl_operand zero() { return dl_ir_int(U.intType(), 0); }
  dl_operand number(int64_t N) { return dl_ir_int(U.intType(), N); }
  dl_operand temporary(clang::QualType T);
  dl_operand field(dl_operand Base, const clang::FieldDecl *FD, clang::SourceLocation L);
  dl_operand index(const dl_type *Elem, dl_operand Base, dl_operand N, clang::SourceLocation L);

  // Expressions.
  std::optional<dl_operand> fold(const clang::Expr *E);
  dl_operand convert(dl_operand V, clang::QualType From, clang::QualType To,
                     clang::SourceLocation L);
  dl_operand castTo(const dl_type *To, dl_operand V, clang::SourceLocation L);
  dl_operand truth(dl_operand V, clang::QualType To, clang::SourceLocation L);
  dl_operand arithmetic(clang::BinaryOperatorKind Op, dl_operand X, dl_operand Y,
                        clang::QualType XT, clang::QualType YT, clang::QualType T,
                        clang::SourceLocation L);
  dl_operand pointerArithmetic(clang::BinaryOperatorKind Op, dl_operand Pointer, dl_operand N,
                               clang::QualType PointerType, clang::SourceLocation L);
  dl_operand negate(dl_operand N, clang::SourceLocation L);
  const dl_type *elementType(clang::QualType Pointer);
  dl_operand variable(const clang::VarDecl *VD);
  dl_local *local(const clang::VarDecl *VD);
  dl_operand opaqueExpr(const clang::Expr *E);
  dl_operand wrongCall(const clang::RecoveryExpr *E, const clang::FunctionDecl *FD);
  void record(dl_operand Dest, clang::QualType T, const clang::Expr *E, bool Zeroed);
  void initList(dl_operand Dest, const clang::InitListExpr *E, bool Zeroed);
  void initRecord(dl_operand Dest, const clang::InitListExpr *E, const clang::RecordDecl *RD);
  void initArray(dl_operand Dest, const clang::InitListExpr *E, const clang::ArrayType *AT);
  void selectInto(const clang::AbstractConditionalOperator *E,
                  llvm::function_ref<void(const clang::Expr *)> Arm);
  void bindOpaque(const clang::AbstractConditionalOperator *E);
  dl_operand logical(const clang::Expr *E);

  // Calls (lower_call.cpp).
  dl_operand call(const clang::CallExpr *E);
  bool builtin(const clang::CallExpr *E, const clang::FunctionDecl *FD, dl_operand &Result);
  dl_operand overflow(const clang::CallExpr *E, clang::BinaryOperatorKind Op);
  dl_operand callee(const clang::CallExpr *E, const clang::FunctionDecl *FD);
  dl_operand argument(const clang::Expr *E);
  void cleanup(const clang::VarDecl *VD, const clang::FunctionDecl *Handler,
               clang::SourceLocation L);
  void assembly(const clang::GCCAsmStmt *S);
  void asmOutputs(const clang::GCCAsmStmt *S, llvm::ArrayRef<dl_operand> Addresses,
                  llvm::ArrayRef<dl_operand> Inputs);

  // Scopes and jumps.
  void enterScope(const clang::Stmt *S);
  void leaveScope(clang::SourceLocation L);
  void endVariables(const Scope &S, size_t Keep, clang::SourceLocation L);
  /// Ends what is alive in the scopes above Depth; the scopes stay open.
  void unwindTo(size_t Depth, clang::SourceLocation L);
  void jumpToLabel(const clang::LabelDecl *Label, clang::SourceLocation L);
  void jumpToAny(llvm::ArrayRef<const clang::LabelDecl *> To, dl_block *Fallthrough,
                 clang::SourceLocation L);
  dl_block *label(const clang::LabelDecl *Label);
  void declare(const clang::VarDecl *VD);
  void declareDead(const clang::DeclStmt *S);

  UnitLowering &U;
  clang::ASTContext &Context;
  const clang::FunctionDecl *FD;
  dl_func *F;
  dl_block *B = nullptr;     // never null while lowering
  dl_block *Limbo = nullptr; // takes what follows a jump and no label; dropped in the end
  bool Dead = false;         // nothing jumps to B
  unsigned Temporaries = 0;
  BodyScan Scan;
  std::vector<dl_block *> Order; // as they were started
  llvm::DenseSet<const dl_block *> Started;
  llvm::DenseSet<const dl_block *> Targeted;
  llvm::DenseMap<const clang::VarDecl *, dl_local *> Locals;
  llvm::DenseMap<const clang::LabelDecl *, dl_block *> LabelBlocks;
  llvm::DenseMap<const clang::OpaqueValueExpr *, dl_operand> Bound;
  std::vector<Scope> Scopes;
  std::vector<JumpTargets> Jumps;
  std::vector<Switch> Switches;
};

/// Records, unions and arrays: values that live in memory only.
bool isAggregate(clang::QualType T);
/// Whether an expression may be asked for its value: none of it depends on an error.
bool isUsable(const clang::Expr *E);
/// Whether control can come to the inside of S other than through its start.
bool containsLabel(const clang::Stmt *S);

} // namespace dl

#endif
