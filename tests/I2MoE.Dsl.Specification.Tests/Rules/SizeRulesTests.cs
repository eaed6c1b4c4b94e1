using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class SizeRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            SizeRules.TensorsAreCountable,
            "the greatest hidden size",
            Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.HiddenDim, 65_536)),
            new SpecificationPath(Section.Fusion),
            "The weight of the keys and values of a block would have 34,359,738,368 numbers, more than the 2,147,483,647 that a tensor may have. Reduce the sizes that it is made of."),
        RuleCase.Flags(
            SizeRules.TensorsAreCountable,
            "a batch of a million samples",
            Declared.Trained((TrainingOptions.BatchSize, 1_000_000)),
            new SpecificationPath(Section.Fusion),
            "The keys and values of a block would have 12,288,000,000 numbers, more than the 2,147,483,647 that a tensor may have. Reduce the sizes that it is made of, or BatchSize = 1000000."),
        RuleCase.Flags(
            SizeRules.TensorsAreCountable,
            "the greatest MLP of an encoder",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.HiddenDim, 65_536), (MlpEncoderOptions.Layers, 3)),
            new SpecificationPath(Section.Encoder, Modality: 0),
            "The weight of the linear map of modality Image would have 4,294,967,296 numbers, more than the 2,147,483,647 that a tensor may have. Reduce the sizes that it is made of."),
        RuleCase.Allows(
            SizeRules.TensorsAreCountable,
            "a great hidden size",
            Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.HiddenDim, 8192))),
        RuleCase.Flags(
            SizeRules.MemoryIsUsual,
            "a deep fusion of many wide tokens",
            Great(layers: 12),
            new SpecificationPath(Section.Fusion),
            "Training this model takes about 48 GB of memory (404,169,996 parameters, BatchSize = 32), more than the 16 GB of a usual machine. 'params' shows the parts; reduce the sizes of the model or BatchSize, or train where there is as much."),
        RuleCase.Allows(SizeRules.MemoryIsUsual, "a sixth of it", Great(layers: 2)),
        RuleCase.Allows(SizeRules.MemoryIsUsual, "what another rule reports", Declared.Fused(LateFusionOptions.Definition, (LateFusionOptions.HiddenDim, 256))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();

    private static ModelSpecification Great(int layers) => Declared.Fused(
        TransformerFusionOptions.Definition, (TransformerFusionOptions.Layers, layers), (TransformerFusionOptions.HiddenDim, 1024), (TransformerFusionOptions.Patches, 64));
}
