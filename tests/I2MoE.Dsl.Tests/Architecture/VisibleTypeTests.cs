using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Distributed.Mpi;
using I2MoE.Dsl.Experiments;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Tests.Architecture;

/// <summary>What an editor proposes is what people need, and a page says what for.</summary>
public sealed partial class VisibleTypeTests
{
    private static readonly Assembly[] s_assemblies =
        [typeof(Modality).Assembly, typeof(CsvLayout).Assembly, typeof(MpiProcessGroup).Assembly, typeof(SampleExplanation).Assembly, typeof(ExperimentProgram).Assembly];

    [Fact]
    public void Types_that_an_editor_proposes_have_their_line_in_the_docs()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "types.md"));
        IEnumerable<string> told = Code().Matches(page).Select(match => match.Groups[1].Value);
        IEnumerable<string> proposed = s_assemblies
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => !type.IsNested && !type.IsSubclassOf(typeof(Attribute)) && type.GetCustomAttribute<EditorBrowsableAttribute>(inherit: false) is null)
            .Select(type => type.Name.Split('`')[0])
            .Distinct();
        Assert.Equal(proposed.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]+)`")]
    private static partial Regex Code();
}
