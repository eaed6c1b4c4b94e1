using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace I2MoE.Dsl.CodeFixes.Tests;

public sealed class ClassShapeTests
{
    private const string Header = "public partial class Model";
    private static readonly ClassShapeCodeFixProvider s_provider = new();

    public static TheoryData<string, string, string, string> Shapes => new()
    {
        // rule, what stands in the place of what, what stands there after the fix
        { "I2MOE101", Header, "public class Model", Header },
        { "I2MOE101", Header, "/* my */ public sealed class Model", "/* my */ public sealed partial class Model" },
        { "I2MOE102", Header, "internal static partial class Model", "internal partial class Model" },
        { "I2MOE103", Header, "public abstract partial class Model", Header },
        { "I2MOE104", Header, "public partial class Model<T>\n    where T : class", Header },
        { "I2MOE106", Header, "public partial class Model : Exception", Header },
        { "I2MOE106", Header, "public partial class Model : System.Exception, IDisposable", "public partial class Model : IDisposable" },
        { "I2MOE107", Header, "public partial record Model", Header },
        { "I2MOE107", Header, "public partial record class Model", Header },
        { "I2MOE108", Header, "file partial class Model", "internal partial class Model" },
        { "I2MOE109", Header, "public partial class Model(int size)", Header },
        { "I2MOE109", "Modality B { get; }", "Modality B { get; }\n\n    public Model(string name) => Name = name;\n\n    public string Name { get; } = \"\";", "Modality B { get; }\n\n    public Model(string name) : this() => Name = name;\n\n    public string Name { get; } = \"\";" },
        { "I2MOE109", "Modality B { get; }", "Modality B { get; }\n    public Model(long seed) { }", "Modality B { get; }\n" },
        { "I2MOE110", "Modality B { get; }", "Modality B { get; }\n    public int Batch { get; set; }", "public int MyBatch { get; set; }" },
        { "I2MOE110", "Modality B { get; }", "Modality B { get; }\n    private readonly int Infer = 1;\n    public int Get() => 1;", "private readonly int MyInfer = 1;" },
        { "I2MOE205", "public partial Modality B { get; }", "public Modality? B { get; set; }", "public partial Modality B { get; }" },
        { "I2MOE205", "public partial Modality B { get; }", "public static string B => \"b\";", "public partial Modality B { get; }" },
        { "I2MOE105", "[I2MoEModel]", "internal static class Outer\n{\n    public static int X => 1;\n\n[I2MoEModel]", "}\n\n[I2MoEModel]" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_fix_gives_a_class_that_compiles(string id, string old, string wrong, string expected)
    {
        string source = Sources.Small.Replace(old, wrong, StringComparison.Ordinal) + (id == "I2MOE105" ? "}\n" : "");
        Project project = Workbench.Create(source);
        Diagnostic diagnostic = Assert.Single(await Workbench.DiagnoseAsync(project), found => found.Id == id);
        Project mended = await Workbench.ApplyAsync(project, Assert.Single(await Workbench.OfferAsync(project, s_provider, diagnostic)));

        string text = await Workbench.TextAsync(mended);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.True((await Workbench.DiagnoseAsync(mended)).All(found => !found.Id.StartsWith("I2MOE", StringComparison.Ordinal) && (found.Severity != DiagnosticSeverity.Error || id == "I2MOE106")), text + string.Join("\n", await Workbench.DiagnoseAsync(mended)));
    }

    [Fact]
    public async Task A_nested_class_moves_out_with_its_comment_and_indentation()
    {
        string nested = string.Join("\n", ("// A model.\n" + Sources.Small.TrimEnd().Replace("public partial", "private partial", StringComparison.Ordinal).Replace("private partial Modality", "public partial Modality", StringComparison.Ordinal)).Split('\n').Select(line => line.Length > 0 ? "    " + line : line));
        Project project = Workbench.Create($"namespace App;\n\ninternal static class Outer\n{{\n    public static int X => 1;\n\n{nested}\n}}\n");
        Diagnostic diagnostic = Assert.Single(await Workbench.DiagnoseAsync(project), found => found.Id == "I2MOE105");
        Project mended = await Workbench.ApplyAsync(project, Assert.Single(await Workbench.OfferAsync(project, s_provider, diagnostic)));

        string text = await Workbench.TextAsync(mended);
        Assert.Contains("}\n\n// A model.\n[I2MoEModel]", text, StringComparison.Ordinal);
        Assert.Contains("\ninternal partial class Model\n{\n    [Modality", text, StringComparison.Ordinal);
        Assert.Empty(await Workbench.DiagnoseAsync(mended));
    }

    [Fact]
    public async Task The_error_of_the_compiler_offers_the_same()
    {
        Project project = Workbench.Create(Sources.Small.Replace(Header, "public class Model", StringComparison.Ordinal));
        Diagnostic missingPartial = Assert.Single(await Workbench.DiagnoseAsync(project), found => found.Id == "CS0260");
        CodeAction action = Assert.Single(await Workbench.OfferAsync(project, s_provider, missingPartial));

        Assert.Equal("Make the class partial", action.Title);
        Assert.Empty(await Workbench.DiagnoseAsync(await Workbench.ApplyAsync(project, action)));
    }

    [Fact]
    public async Task All_parts_of_all_classes_become_partial()
    {
        string one = Sources.Small.Replace(Header, "public class Model", StringComparison.Ordinal);
        Project project = Workbench.Create(("One.cs", one), ("Two.cs", one.Replace("class Model", "class Other", StringComparison.Ordinal)));

        Assert.Empty(await Workbench.DiagnoseAsync(await Workbench.FixAllAsync(project, s_provider, "CS0260")));
    }
}
