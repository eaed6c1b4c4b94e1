using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Generators.Emission;
using I2MoE.Dsl.Generators.Experiments;
using I2MoE.Dsl.Generators.Reporting;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Generators;

/// <summary>A declaration with the name of its generated file.</summary>
/// <param name="HintName">The name of the file.</param>
/// <param name="Declaration">The declaration.</param>
internal sealed record NamedDeclaration(string HintName, Attempt<ModelDeclaration> Declaration)
{
    private static readonly string[] s_taken = [ProgramEmitter.HintName, NativeLoadingEmitter.HintName];

    /// <summary>
    /// Those of <paramref name="declarations"/> that cannot have the file <c>Namespace.Name.g.cs</c>: the compiler compares names without regard
    /// to case, and an experiment whose name another model has gets no file. Mostly there are none, so that a model depends on no other.
    /// </summary>
    public static IEnumerable<ModelFile> FindExceptions(IEnumerable<Attempt<ModelDeclaration>> declarations)
    {
        var taken = new HashSet<string>(s_taken, StringComparer.OrdinalIgnoreCase);
        var models = new HashSet<string>(StringComparer.Ordinal);
        foreach (ModelDeclaration declaration in declarations.Select(declaration => declaration.Value).OfType<ModelDeclaration>())
        {
            string name = declaration.FullName;
            string hintName = "";
            if (models.Add(name) || declaration.Path.Length == 0)
            {
                hintName = DefaultName(name);
                for (int number = 2; !taken.Add(hintName); number++)
                {
                    hintName = DefaultName($"{name}.{Literals.Of(number)}");
                }
            }

            if (hintName != DefaultName(name))
            {
                yield return new ModelFile(name, declaration.Path, hintName);
            }
        }
    }

    /// <summary><paramref name="declaration"/> with its file; nothing where it gets none.</summary>
    public static IEnumerable<NamedDeclaration> Name(Attempt<ModelDeclaration> declaration, EquatableArray<ModelFile> exceptions)
    {
        string name = declaration.Value?.FullName ?? declaration.Model;
        ModelFile? exception = exceptions.FirstOrDefault(file => file.Model == name && file.Path == declaration.Value?.Path);
        string hintName = exception?.HintName ?? DefaultName(name);
        return hintName.Length > 0 ? [new NamedDeclaration(hintName, declaration)] : [];
    }

    private static string DefaultName(string model) => model + ".g.cs";
}
