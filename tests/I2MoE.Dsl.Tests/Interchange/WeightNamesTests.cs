using System.Text.RegularExpressions;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;

namespace I2MoE.Dsl.Tests.Interchange;

/// <summary>
/// A file of weights has the names of docs/weights.md, each once, and no other: for every component of the catalogue (the twins have them all), for
/// generated and for specified models, and for their baselines.
/// </summary>
public sealed partial class WeightNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Twins => [.. TwinModels.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Twins))]
    public void Names_and_shapes_are_those_of_the_snapshot(string twin)
    {
        ModelSpecification specification = TwinModels.Specification(twin);
        using InteractionModel compiled = TwinModels.Compiled(specification, seed: 0);
        using InteractionModel specified = new SpecifiedModel(specification);
        using VanillaModel compiledBaseline = TwinModels.CompiledBaseline(specification, seed: 0);
        using VanillaModel specifiedBaseline = SpecifiedModel.CreateBaseline(specification);
        string[] names = SavedNames(compiled);
        string[] baselineNames = SavedNames(compiledBaseline);
        Assert.Equal(names, SavedNames(specified));
        Assert.Equal(baselineNames, SavedNames(specifiedBaseline));
        Snapshot.Verify(string.Concat([.. names.Select(name => name + "\n"), "\nbaseline\n", .. baselineNames.Select(name => name + "\n")]), "txt", twin);
    }

    [Fact]
    public void The_documented_names_are_those_of_the_models()
    {
        string[] documented = DocumentedNames();
        Regex[] patterns = [.. documented.Select(Pattern)];
        string[] names = [.. TwinModels.Names.SelectMany(twin => NamesOf(TwinModels.Specification(twin))), .. MediaNames()];
        string[] unknown = [.. names.Where(name => !name.StartsWith("encoders.Steps.", StringComparison.Ordinal) && !name.EndsWith("fusion.gains", StringComparison.Ordinal))
            .Where(name => !patterns.Any(pattern => pattern.IsMatch(name)))];
        Assert.Empty(unknown);
        Assert.Empty(documented.Where((_, i) => !names.Any(patterns[i].IsMatch)));
    }

    [Fact]
    public void A_tensor_is_changed_by_its_documented_name()
    {
        using TorchSharp.DisposeScope scope = TorchSharp.torch.NewDisposeScope();
        using var model = new SmallTransformer();
        model.Save(_folder.File("a"));
        using SafeTensorsFile file = SafeTensorsFile.Read(_folder.File("a"));
        Dictionary<string, TorchSharp.torch.Tensor> tensors = new(file.Tensors);
        tensors["experts.fusion.head.bias"] = TorchSharp.torch.full_like(tensors["experts.fusion.head.bias"], 3);
        SafeTensorsFile.Write(_folder.File("b"), tensors);
        model.Load(_folder.File("b"));
        Assert.All(model.state_dict()["experts.fusion.head.bias"].data<float>().ToArray(), value => Assert.Equal(3, value));
    }

    [Fact]
    public void Torch_sees_the_same_names()
    {
        using var model = new SmallTransformer();
        Assert.Equal(ModelState.Of(model).Keys, model.state_dict().Keys);
        Assert.Equal(model.named_parameters().Count(), model.state_dict().Count);
    }

    private static IEnumerable<string> NamesOf(ModelSpecification specification)
    {
        using InteractionModel model = new SpecifiedModel(specification);
        return [.. ModelState.Of(model).Keys];
    }

    // Normalisation in every kind of convolution.
    private static string[] MediaNames()
    {
        using var media = new SmallMedia();
        return [.. ModelState.Of(media).Keys];
    }

    // `a.b.weight`, `.bias`: a name that begins with a dot replaces the end of the one before.
    private static string[] DocumentedNames()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "weights.md"));
        string section = page[page.IndexOf("## Names", StringComparison.Ordinal)..page.IndexOf("## In Python", StringComparison.Ordinal)];
        List<string> names = [];
        foreach (string row in section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            foreach (Match code in Code().Matches(row))
            {
                string text = code.Groups[1].Value;
                if (text.StartsWith('.'))
                {
                    names.Add(names[^1][..names[^1].LastIndexOf('.')] + text);
                }
                else if (text.StartsWith("encoders.", StringComparison.Ordinal) || text.StartsWith("experts.", StringComparison.Ordinal) || text.StartsWith("reweighting.", StringComparison.Ordinal))
                {
                    names.Add(text);
                }
            }
        }

        return [.. names.Distinct()];
    }

    private static Regex Pattern(string name) =>
        new("^" + Regex.Escape(name).Replace("<M>", "[A-Z][A-Za-z]*", StringComparison.Ordinal).Replace("<l>", "[0-9]+", StringComparison.Ordinal).Replace("<k>", "[0-9]+", StringComparison.Ordinal) + "$");

    private string[] SavedNames(MultimodalModel model)
    {
        model.Save(_folder.File("weights"));
        using SafeTensorsFile file = SafeTensorsFile.Read(_folder.File("weights"));
        return [.. file.Tensors.Select(pair => $"{pair.Key} [{string.Join(", ", pair.Value.shape)}]").Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
