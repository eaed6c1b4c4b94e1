using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Proof.Cases;

/// <summary>Classes that a user might write and name in a declaration: some that fit, some that do not.</summary>
internal static class OwnTypes
{
    private const string Namespace = "global::Own.";

    /// <summary>The source of the classes.</summary>
    public const string Source = """
        using System.Collections.Generic;
        using System.Linq;
        using I2MoE.Dsl;
        using I2MoE.Dsl.Encoders;
        using I2MoE.Dsl.Bank;
        using I2MoE.Dsl.Fusion;
        using I2MoE.Dsl.Layers;
        using I2MoE.Dsl.Randomness;
        using TorchSharp;

        namespace Own;

        internal sealed class FlatEncoder : Encoder
        {
            private readonly LinearLayer _linear;

            public FlatEncoder(Modality modality, int embeddingDim, ParameterInitializer initializer)
                : base(nameof(FlatEncoder))
            {
                _linear = new LinearLayer(modality.Shape.Aggregate(1, (product, size) => product * size), embeddingDim, initializer);
                register_module("linear", _linear);
            }

            public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => _linear.forward(input.flatten(1));
        }

        internal sealed class SumFusion : FusionBank
        {
            private readonly StackedLinear _head;

            public SumFusion(int experts, int modalities, int outputs, int embeddingDim, ExpertInitializer initializer)
                : base(nameof(SumFusion), experts, outputs)
            {
                _head = new StackedLinear(modalities * embeddingDim, outputs, initializer);
                register_module("head", _head);
            }

            public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
            {
                torch.Tensor[] pooled = [.. embeddings.Select(embedding => embedding.dim() > (view.IsSingle ? 2 : 3) ? embedding.mean([-2]) : embedding)];
                torch.Tensor latent = torch.cat(pooled, -1);
                return new FusionOutput(_head.Forward(latent, view), latent);
            }
        }

        internal abstract class AbstractEncoder(Modality modality, int embeddingDim, ParameterInitializer initializer) : Encoder(modality.Name + embeddingDim + initializer);

        internal sealed class EncoderWithoutConstructor() : Encoder("none")
        {
            public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => input;
        }

        internal sealed class NoEncoder;

        """;

    private static readonly TypeRequirement s_encoder = CustomEncoderOptions.Type.RequiredType!;
    private static readonly TypeRequirement s_fusion = CustomFusionOptions.Type.RequiredType!;

    /// <summary>A class that meets the option's requirement; null where no class here does.</summary>
    public static CustomType? Fitting(Option option) => option.RequiredType switch
    {
        { } requirement when requirement.BaseClass == s_encoder.BaseClass => Type("FlatEncoder", requirement.ParameterTypes, requirement.BaseClass),
        { } requirement when requirement.BaseClass == s_fusion.BaseClass => Type("SumFusion", requirement.ParameterTypes, requirement.BaseClass),
        _ => null,
    };

    /// <summary>Classes that do not meet the option's requirement.</summary>
    public static IReadOnlyList<CustomType> Unfit(Option option)
    {
        CustomType[] all =
        [
            Type("AbstractEncoder", s_encoder.ParameterTypes, s_encoder.BaseClass) with { IsAbstract = true },
            Type("EncoderWithoutConstructor", "", s_encoder.BaseClass),
            Type("NoEncoder", ""),
            Type("SumFusion", s_fusion.ParameterTypes, s_fusion.BaseClass),
            Type("FlatEncoder", s_encoder.ParameterTypes, s_encoder.BaseClass),
        ];
        return [.. all.Where(type => type.FindProblem(option.RequiredType!) is not null)];
    }

    private static CustomType Type(string name, string constructor, params string[] baseClasses) => new()
    {
        FullName = Namespace + name,
        BaseClasses = baseClasses.Append("object").ToEquatableArray(),
        Constructors = new[] { constructor }.ToEquatableArray(),
    };
}
