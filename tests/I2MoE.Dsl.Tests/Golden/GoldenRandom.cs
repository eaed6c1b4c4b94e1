using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Golden;

/// <summary>A training step whose gates draw the noise that a golden file holds.</summary>
internal sealed class GoldenRandom(GoldenFile golden) : StepRandom(seed: 0, epoch: 1, step: 0)
{
    public override ExpertNoise ExpertNoise(int expert) => new GoldenNoise(golden, expert);

    private sealed class GoldenNoise(GoldenFile golden, int expert) : ExpertNoise(RandomKey.Of(0, RandomPurpose.GateNoise))
    {
        public override torch.Tensor Uniform(int modality, int pass, long[] shape, torch.Device device) =>
            golden[$"switch_noise.{expert}.{pass}.{modality}"].view(shape);

        public override torch.Tensor Exponential(int modality, int pass, long[] shape, torch.Device device) =>
            golden[$"exponential.{expert}.{pass}.{modality}"].view(shape);
    }
}
