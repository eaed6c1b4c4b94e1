using I2MoE.Dsl.Data;
using TorchSharp;

namespace KnownInteractions;

/// <summary>Draws data sets from mixtures of interactions.</summary>
internal static class InteractionGenerator
{
    /// <summary>The number of features of a modality.</summary>
    public const int Features = 16;

    /// <summary>Draws data with the modalities A, B, C and D, as many as the mixture has, split into training, validation and test.</summary>
    /// <param name="mixture">The interactions.</param>
    /// <param name="samples">The number of training samples; a sixth as many validate, a third as many test.</param>
    /// <param name="seed">The seed of everything that is drawn, the codes too.</param>
    public static KnownData Draw(InteractionMixture mixture, int samples, int seed)
    {
        var random = new Random(seed);
        float[][,] codes = [.. Enumerable.Range(0, mixture.Modalities).Select(_ => Codes(mixture.Shares.Count * 2, random))];
        (MultimodalDataset train, _) = DrawPart(mixture, codes, samples, random);
        (MultimodalDataset validation, _) = DrawPart(mixture, codes, samples / 6, random);
        (MultimodalDataset test, int[] regimes) = DrawPart(mixture, codes, samples / 3, random);
        return new KnownData(new DataSplits(train, validation, test), regimes);
    }

    private static (MultimodalDataset Data, int[] Regimes) DrawPart(InteractionMixture mixture, float[][,] codes, int samples, Random random)
    {
        float[][,] features = [.. codes.Select(_ => new float[samples, Features])];
        long[] labels = new long[samples];
        int[] regimes = new int[samples];
        for (int sample = 0; sample < samples; sample++)
        {
            int regime = regimes[sample] = Regime(mixture, random.NextDouble());
            int label = random.NextDouble() < mixture.Positives ? 1 : 0;
            int[] bits = mixture.Bits(regime, label, [.. codes.Select(_ => random.Next(2))]);
            for (int modality = 0; modality < mixture.Modalities; modality++)
            {
                for (int feature = 0; feature < Features; feature++)
                {
                    features[modality][sample, feature] = codes[modality][(regime * 2) + bits[modality], feature] + (float)(mixture.FeatureNoise * Normal(random));
                }
            }

            labels[sample] = random.NextDouble() < mixture.LabelNoise ? 1 - label : label;
        }

        return (new MultimodalDataset(features.Select((values, modality) => KeyValuePair.Create(((char)('A' + modality)).ToString(), torch.tensor(values))), torch.tensor(labels)), regimes);
    }

    // A code, [features], for each latent value.
    private static float[,] Codes(int values, Random random)
    {
        var codes = new float[values, Features];
        for (int value = 0; value < values; value++)
        {
            for (int feature = 0; feature < Features; feature++)
            {
                codes[value, feature] = (float)Normal(random);
            }
        }

        return codes;
    }

    private static int Regime(InteractionMixture mixture, double uniform)
    {
        double sum = 0;
        for (int regime = 0; regime < mixture.Shares.Count; regime++)
        {
            sum += mixture.Shares[regime];
            if (uniform < sum)
            {
                return regime;
            }
        }

        // What rounding leaves belongs to the last regime that there is.
        return mixture.Shares.Count - 1 - mixture.Shares.Reverse().TakeWhile(share => share == 0).Count();
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
