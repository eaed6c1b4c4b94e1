using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.PartialInformation;
using TorchSharp;

namespace I2MoE.Dsl.Interactions.Study;

/// <summary>Draws data sets of constructions, and the truth about them.</summary>
internal static class LatentData
{
    private const int Bins = 10;
    private const int TruthSamples = 400_000;

    /// <summary>Training part, and validation and test parts of at least 400 and 1000 samples; few training samples have as few to validate.</summary>
    public static DataSplits Splits(LatentConstruction construction, int seed)
    {
        var random = new LatentRandom(new Random(seed + 1));
        double[][][] codes = [.. Enumerable.Range(0, construction.Modalities).Select(_ => Enumerable.Range(0, construction.IsDiscrete ? 8 : 4).Select(_ => Vector(construction, random)).ToArray())];
        double[][] irrelevant = [.. Enumerable.Range(0, construction.Modalities).Select(_ => Vector(construction, random))];
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
        (double[] Latents, double Label)[] samples = [.. Enumerable.Range(0, TruthSamples).Select(_ => Labelled(construction, random))];
        int[][] values = [.. Enumerable.Range(0, 2).Select(modality => Discrete(construction, [.. samples.Select(sample => sample.Latents[modality])]))];
        var joint = new double[construction.Classes, values[0].Max() + 1, values[1].Max() + 1];
        for (int i = 0; i < samples.Length; i++)
        {
            joint[(int)samples[i].Label, values[0][i], values[1][i]]++;
        }

        return [.. Broja.Decompose(joint).Shares];
    }

    private static (double[] Latents, double Label) Labelled(LatentConstruction construction, LatentRandom random)
    {
        (double[] latents, double label) = construction.Draw(random);
        return construction.IsNumber
            ? (latents, label + (construction.Noise * random.Normal()))
            : (latents, random.Uniform() < construction.RandomLabels ? random.Below(construction.Classes) : label);
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
        int shown = construction.Form.Size;
        int width = shown + construction.Nuisance;
        float[][] features = [.. codes.Select(_ => new float[samples * width])];
        double[] labels = new double[samples];
        for (int sample = 0; sample < samples; sample++)
        {
            (double[] latents, labels[sample]) = Labelled(construction, random);
            double shared = construction.Irrelevant * random.Normal();
            for (int modality = 0; modality < codes.Length; modality++)
            {
                double[] pattern = [.. Shown(construction, codes[modality], latents[modality]).Zip(irrelevant[modality], (value, weight) => value + (shared * weight))];
                double[] placed = construction.Form.Place(pattern, random);
                for (int feature = 0; feature < width; feature++)
                {
                    double value = feature < shown ? placed[feature] : 0;
                    features[modality][(sample * width) + feature] = (float)(value + ((feature < shown ? construction.IsDiscrete ? 0.4 : 0.1 : 1) * random.Normal()));
                }
            }

            if (construction.Missing > 0 && random.Uniform() < construction.Missing)
            {
                features[^1].AsSpan(sample * width, width).Fill(float.NaN);
            }
        }

        long[] shape = [samples, .. construction.Form.Shape.Select(side => (long)side)];
        shape[^1] += construction.Nuisance;
        return new MultimodalDataset(features.Select((values, modality) => KeyValuePair.Create(((char)('A' + modality)).ToString(), torch.tensor(values, shape))), LabelsOf(construction, labels));
    }

    private static torch.Tensor LabelsOf(LatentConstruction construction, double[] labels) => construction switch
    {
        { IsNumber: true } => torch.tensor(labels.Select(label => (float)label).ToArray()),
        { Labels.Count: var count and > 0 } => torch.tensor(labels.SelectMany(label => Enumerable.Range(0, count).Select(place => (float)(((int)label >> place) & 1))).ToArray(), [labels.Length, count]),
        _ => torch.tensor(labels.Select(label => (long)label).ToArray()),
    };

    // A code for a value; a number through bent curves.
    private static double[] Shown(LatentConstruction construction, double[][] codes, double latent)
    {
        if (construction.IsDiscrete)
        {
            return codes[(int)latent];
        }

        double[] curves = [latent, Math.Tanh(2 * latent), 0.5 * latent * latent, Math.Sin(2 * latent)];
        return [.. Enumerable.Range(0, construction.Form.PatternSize).Select(feature => curves.Zip(codes, (curve, code) => curve * code[feature] * 0.5).Sum())];
    }

    private static double[] Vector(LatentConstruction construction, LatentRandom random) => [.. Enumerable.Range(0, construction.Form.PatternSize).Select(_ => random.Normal())];
}
