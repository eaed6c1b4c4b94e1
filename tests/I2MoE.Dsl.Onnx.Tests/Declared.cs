using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>Models of experiments that are written in the tests.</summary>
internal static class Declared
{
    public static ModelSpecification Specification(string yaml)
    {
        YamlReading reading = YamlExperiment.Read("test.i2moe.yaml", yaml, _ => null);
        Assert.DoesNotContain(reading.Check(), problem => problem.Rule.Severity == RuleSeverity.Error);
        return reading.Specification;
    }

    /// <summary>A model as after some training.</summary>
    public static SpecifiedModel Model(string yaml, long seed = 3)
    {
        var model = new SpecifiedModel(Specification(yaml), seed);
        Samples.Disturb(model);
        return model;
    }
}
