using System.Reflection;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>The experiments in the folder Twins: the build makes a class of each, and the tests read the same file at run time.</summary>
internal static class TwinModels
{
    private static readonly string s_folder = Path.Combine(RepositoryFiles.Root, "tests", "I2MoE.Dsl.Tests", "Models", "Twins");

    public static IEnumerable<string> Names => Directory.GetFiles(s_folder, "*" + YamlExperiment.Extension)
        .Where(YamlExperiment.IsExperiment)
        .Select(file => Path.GetFileName(file)[..^YamlExperiment.Extension.Length])
        .Order(StringComparer.Ordinal);

    public static ModelSpecification Specification(string name)
    {
        string path = Path.Combine(s_folder, name + YamlExperiment.Extension);
        YamlReading reading = YamlExperiment.Read(path, File.ReadAllText(path), file => File.Exists(file) ? File.ReadAllText(file) : null);
        Assert.DoesNotContain(reading.Check(), problem => problem.Rule.Severity == RuleSeverity.Error);
        return reading.Specification;
    }

    public static InteractionModel Compiled(ModelSpecification specification, long seed) => (InteractionModel)Activator.CreateInstance(ClassOf(specification), seed)!;

    public static VanillaModel CompiledBaseline(ModelSpecification specification, long seed) =>
        (VanillaModel)ClassOf(specification).GetMethod("CreateBaseline")!.Invoke(null, [seed])!;

    public static TrainingOptions CompiledTraining(ModelSpecification specification)
    {
        using var trainer = (Trainer<VanillaModel>)ClassOf(specification).GetMethod("CreateBaselineTrainer")!.Invoke(null, [null])!;
        return trainer.Options;
    }

    public static ExperimentDefinition CompiledExperiment(ModelSpecification specification) =>
        (ExperimentDefinition)ClassOf(specification).GetProperty("Experiment")!.GetValue(null)!;

    private static Type ClassOf(ModelSpecification specification) =>
        Assembly.GetExecutingAssembly().GetType($"{specification.Declaration.Namespace}.{specification.Declaration.Name}", throwOnError: true)!;
}
