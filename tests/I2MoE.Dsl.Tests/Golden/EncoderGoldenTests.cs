using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tests.Devices;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Tests.Golden;

/// <summary>Encoders against the numbers of the reference code.</summary>
public sealed class EncoderGoldenTests
{
    private const double Tolerance = 1e-5;

    [SkippableFact]
    public void The_last_state_of_a_GRU_equals_the_reference_code()
    {
        using GoldenFile golden = GoldenFile.Open("encoder_gru_last");
        Check(golden, new GruEncoder(golden.Integer("input_dim"), golden.Integer("hidden_dim"), new(), new ParameterInitializer(1)), name => "layers.0." + name);
    }

    [SkippableFact]
    public void An_MLP_equals_the_reference_code()
    {
        using GoldenFile golden = GoldenFile.Open("encoder_mlp");
        MlpEncoderOptions options = new() { Layers = golden.Integer("layers"), HiddenDim = golden.Integer("hidden") };
        Check(
            golden,
            new MlpEncoder((int)golden["input"].shape[1], golden.Integer("output"), options, new ParameterInitializer(1)),
            name => $"mlp.layers.{int.Parse(name.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture) / 3}.{name.Split('.')[2]}");
    }

    [SkippableFact]
    public void A_patch_embedding_equals_the_reference_code()
    {
        using GoldenFile golden = GoldenFile.Open("encoder_patch");
        Check(golden, new PatchEmbedding(golden.Integer("features"), golden.Integer("patches"), golden.Integer("hidden_dim"), new ParameterInitializer(1)), name => name);
    }

    private static void Check(GoldenFile golden, Encoder encoder, Func<string, string> ownName)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using (encoder)
        {
            Dictionary<string, Parameter> parameters = encoder.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
            Dictionary<string, torch.Tensor> weights = golden.WithPrefix("weights.");
            Assert.Equal(parameters.Count, weights.Count);
            using IDisposable noGradients = torch.no_grad();
            foreach ((string name, torch.Tensor value) in weights)
            {
                parameters[ownName(name)].copy_(value);
            }

            ModelPlacement.Move(encoder, TestDevice.OrCpu);
            Close.Absolute(golden["output"], encoder.Forward(golden["input"], DropoutSource.None), Tolerance, "output");
        }
    }
}
