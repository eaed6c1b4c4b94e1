using System.Collections.Immutable;
using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Generators.Emission;
using I2MoE.Dsl.Generators.Experiments;

namespace I2MoE.Dsl.Generators;

/// <summary>A declaration with the name of its generated file.</summary>
/// <param name="HintName">The name of the file.</param>
/// <param name="Declaration">The declaration.</param>
internal sealed record NamedDeclaration(string HintName, Attempt<ModelDeclaration> Declaration)
{
    /// <summary>Gives every declaration a file name of its own, <c>Namespace.Name.g.cs</c>; the compiler compares them without regard to case.</summary>
    public static IEnumerable<NamedDeclaration> Name(ImmutableArray<Attempt<ModelDeclaration>> declarations)
    {
        var taken = new HashSet<string>([ProgramEmitter.HintName, NativeLoadingEmitter.HintName], StringComparer.OrdinalIgnoreCase);
        foreach (Attempt<ModelDeclaration> declaration in declarations)
        {
            string name = declaration.Value?.FullName ?? declaration.Model;
            string hintName = name + ".g.cs";
            for (int number = 2; !taken.Add(hintName); number++)
            {
                hintName = $"{name}.{Literals.Of(number)}.g.cs";
            }

            yield return new NamedDeclaration(hintName, declaration);
        }
    }
}
