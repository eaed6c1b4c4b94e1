using I2MoE.Dsl.Specification;

namespace I2MoE.Proof.Cases;

/// <summary>A drawn specification. Equal seeds give equal cases.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Kind">How it was drawn.</param>
/// <param name="Specification">The specification.</param>
internal sealed record ProofCase(int Seed, CaseKind Kind, ModelSpecification Specification)
{
    /// <summary>The class of the model with its namespace.</summary>
    public string ClassName => Specification.Declaration.Namespace.Length == 0
        ? Specification.Declaration.Name
        : $"{Specification.Declaration.Namespace}.{Specification.Declaration.Name}";
}
