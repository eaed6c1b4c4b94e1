using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>What the generator takes from a class.</summary>
/// <param name="Declaration">The declaration, without positions.</param>
/// <param name="Blocking">What the compiler would not let the analyzer report, with positions.</param>
internal sealed record ClassReading(Attempt<ModelDeclaration> Declaration, EquatableArray<LocatedFinding> Blocking);
