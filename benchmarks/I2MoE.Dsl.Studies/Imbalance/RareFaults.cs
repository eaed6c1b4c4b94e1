using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Studies.Imbalance;

/// <summary>
/// Two sensors of a machine, five faults in a hundred samples. Four of five faults show in both sensors, but of the samples that look so more are sound
/// than faulty: who never says "fault" is right most often, and finds none.
/// </summary>
internal static class RareFaults
{
    /// <summary>The number of samples.</summary>
    public const int Samples = 8000;

    private const int Faults = Samples / 20;
    private const int ShownFaults = Faults * 4 / 5;
    private const int FalseAlarms = ShownFaults * 7 / 4;
    private const int Features = 4;
    private const double Shift = 4;

    /// <summary>Draws the samples, of which the first are the faults.</summary>
    /// <param name="seed">Which draw; any value.</param>
    public static MultimodalDataset Draw(int seed)
    {
        var random = new Random(seed);
        float[] left = new float[Samples * Features];
        float[] right = new float[Samples * Features];
        long[] labels = new long[Samples];
        for (int sample = 0; sample < Samples; sample++)
        {
            labels[sample] = sample < Faults ? 1 : 0;
            bool isConspicuous = sample < ShownFaults || (sample >= Faults && sample < Faults + FalseAlarms);
            Fill(left.AsSpan(sample * Features, Features), isConspicuous, random);
            Fill(right.AsSpan(sample * Features, Features), isConspicuous, random);
        }

        return new MultimodalDataset(
            [KeyValuePair.Create("Left", torch.tensor(left, [Samples, Features])), KeyValuePair.Create("Right", torch.tensor(right, [Samples, Features]))],
            torch.tensor(labels));
    }

    private static void Fill(Span<float> features, bool isConspicuous, Random random)
    {
        for (int feature = 0; feature < features.Length; feature++)
        {
            double noise = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            features[feature] = (float)(noise + (isConspicuous && feature == 0 ? Shift : 0));
        }
    }
}
