using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.PartialInformation;
using TorchSharp;

namespace I2MoE.Dsl.Interactions.Study;

/// <summary>Draws data sets of constructions, and the truth about them.</summary>
internal static class LatentData
{
    /// <summary>The number of features of a modality that show its latent.</summary>
    public const int Features = 16;

    private const int Bins = 10;
    private const int TruthSamples = 400_000;

    /// <summary>Training part, and validation and test parts of at least 400 and 1000 samples; few training samples have as few to validate.</summary>
    public static DataSplits Splits(LatentConstruction construction, int seed)
    {
        var random = new LatentRandom(new Random(seed + 1));
        double[][][] codes = [.. Enumerable.Range(0, construction.Modalities).Select(_ => Enumerable.Range(0, construction.IsDiscrete ? 8 : 4).Select(_ => Vector(random)).ToArray())];
        double[][] irrelevant = [.. Enumerable.Range(0, construction.Modalities).Select(_ => Vector(random))];
        MultimodalDataset Part(int samples) => Drawn(construction, codes, irrelevant, samples, random);
        return new DataSplits(Part(construction.Samples), Part(Math.Min(400, construction.Samples)), Part(1000));
    }

    /// <summary>The true shares: as stated, or by BROJA of the latents, numbers in bins of equal probability; empty where nothing is to be known.</summary>
    public static double[] Truth(LatentConstruction construction)
    {
        if (construction.Stated is { } stated)
        {
            return stated;
        }

        var random = new LatentRandom(new Random(12345));
        (double[] Latents, int Label)[] samples = [.. Enumerable.Range(0, TruthSamples).Select(_ => Labelled(construction, random))];
        int[][] values = [.. Enumerable.Range(0, 2).Select(modality => Discrete(construction, [.. samples.Select(sample => sample.Latents[modality])]))];
        var joint = new double[construction.Classes, values[0].Max() + 1, values[1].Max() + 1];
        for (int i = 0; i < samples.Length; i++)
        {
            joint[samples[i].Label, values[0][i], values[1][i]]++;
        }

        return [.. Broja.Decompose(joint).Shares];
    }

    private static (double[] Latents, int Label) Labelled(LatentConstruction construction, LatentRandom random)
    {
        (double[] latents, int label) = construction.Draw(random);
        return (latents, random.Uniform() < construction.RandomLabels ? random.Below(construction.Classes) : label);
    }

    private static int[] Discrete(LatentConstruction construction, double[] latents)
    {
        if (construction.IsDiscrete)
        {
            return [.. latents.Select(value => (int)value)];
        }

        double[] sorted = [.. latents.Order()];
        double[] edges = [.. Enumerable.Range(1, Bins - 1).Select(bin => sorted[bin * sorted.Length / Bins])];
        return [.. latents.Select(value => edges.Count(edge => value >= edge))];
    }

    private static MultimodalDataset Drawn(LatentConstruction construction, double[][][] codes, double[][] irrelevant, int samples, LatentRandom random)
    {
        int width = Features + construction.Nuisance;
        float[][,] features = [.. codes.Select(_ => new float[samples, width])];
        long[] labels = new long[samples];
        for (int sample = 0; sample < samples; sample++)
        {
            (double[] latents, int label) = Labelled(construction, random);
            labels[sample] = label;
            double shared = construction.Irrelevant * random.Normal();
            for (int modality = 0; modality < codes.Length; modality++)
            {
                double[] shown = Shown(construction, codes[modality], latents[modality]);
                for (int feature = 0; feature < width; feature++)
                {
                    double value = feature < Features ? shown[feature] + (shared * irrelevant[modality][feature]) : 0;
                    features[modality][sample, feature] = (float)(value + ((feature < Features ? construction.IsDiscrete ? 0.4 : 0.1 : 1) * random.Normal()));
                }
            }
        }

        return new MultimodalDataset(features.Select((values, modality) => KeyValuePair.Create(((char)('A' + modality)).ToString(), torch.tensor(values))), torch.tensor(labels));
    }

    // A code for a value; a number through bent curves.
    private static double[] Shown(LatentConstruction construction, double[][] codes, double latent)
    {
        if (construction.IsDiscrete)
        {
            return codes[(int)latent];
        }

        double[] curves = [latent, Math.Tanh(2 * latent), 0.5 * latent * latent, Math.Sin(2 * latent)];
        return [.. Enumerable.Range(0, Features).Select(feature => curves.Zip(codes, (curve, code) => curve * code[feature] * 0.5).Sum())];
    }

    private static double[] Vector(LatentRandom random) => [.. Enumerable.Range(0, Features).Select(_ => random.Normal())];
}
