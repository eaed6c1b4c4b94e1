using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.KnownInteractions;

/// <summary>What two of three modalities tell is told of them, and not of all three.</summary>
public sealed class KnownPairsTests
{
    private const int Values = 4;

    // Points of a line over the field of four elements, at 1, w and w + 1: two of them tell where it begins, and none tells anything by itself.
    private static readonly int[][] s_times = [[0, 1, 2, 3], [0, 2, 3, 1], [0, 3, 1, 2]];

    [Fact]
    public async Task Parity_of_two_of_three_is_the_synergy_of_the_two()
    {
        IReadOnlyDictionary<string, double> shares = await SharesOf((random, latents) =>
        {
            (latents[0], latents[1], latents[2]) = (random.Next(2), random.Next(2), random.Next(2));
            return latents[0] ^ latents[1];
        });
        Assert.True(shares["Synergy_A_B"] >= 0.85, Text(shares));
    }

    [SkippableFact]
    public async Task What_two_of_three_tell_alike_is_their_redundancy()
    {
        WholeTests.RunWhereWanted("the synergy of two of three stands for the other pairs.");
        IReadOnlyDictionary<string, double> shares = await SharesOf((random, latents) =>
        {
            (latents[0], latents[1]) = (random.Next(2), random.Next(2));
            latents[2] = latents[0];
            return latents[0];
        });
        Assert.True(shares["Redundancy_A_C"] >= 0.85, Text(shares));
    }

    // One expert of redundancy of all three is credited with this secret: it is told without any one of them.
    [SkippableFact]
    public async Task A_secret_that_any_two_tell_is_the_synergy_of_every_pair_and_nothing_that_one_tells()
    {
        WholeTests.RunWhereWanted("the synergy of two of three stands for the other pairs.");
        IReadOnlyDictionary<string, double> shares = await SharesOf((random, latents) =>
        {
            (int secret, int slope) = (random.Next(2), random.Next(Values));
            for (int modality = 0; modality < latents.Length; modality++)
            {
                latents[modality] = secret ^ s_times[modality][slope];
            }

            return secret;
        });
        Assert.True(shares.All(share => share.Key.StartsWith("Synergy", StringComparison.Ordinal) ? share.Value is > 0.2 and < 0.5 : share.Value < 0.1), Text(shares));
    }

    private static async Task<IReadOnlyDictionary<string, double>> SharesOf(Func<Random, int[], int> draw)
    {
        using DataSplits splits = Draw(draw);
        var specification = YamlExperiment.Read("pairs.i2moe.yaml", """
            name: KnownPairs
            task: { kind: classification, classes: 2 }
            modalities:
              a: { features: 8, encoder: linear }
              b: { features: 8, encoder: linear }
              c: { features: 8, encoder: linear }
            fusion: { kind: concat, layers: 2, hidden_dim: 32, dropout: 0 }
            experts: { interaction_loss_weight: 1, objective: measured, synergy: pairs, redundancy: pairs }
            training: { epochs: 25, batch_size: 64, learning_rate: 5e-3 }
            """, _ => null).Specification;
        using var trainer = new Trainer<SpecifiedModel>(
            seed => new SpecifiedModel(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Seed = 0, Device = "cpu" });
        await trainer.FitAsync(splits);
        var findings = InteractionFindings.Of(trainer.Model, splits.Validation, splits.Test, resamples: 0);
        Assert.True(findings.IsKnown);
        Assert.InRange(trainer.Evaluate(splits.Test).Classification.Accuracy, 0.95, 1);
        Assert.True(findings.Experts.Sum(expert => expert.Part) < 1.1, "more bits than there are");
        return findings.Experts.ToDictionary(expert => expert.Expert.Name, expert => expert.Share.Value);
    }

    private static string Text(IReadOnlyDictionary<string, double> shares) =>
        string.Join(", ", shares.Select(share => FormattableString.Invariant($"{share.Key} {share.Value:0.00}")));

    private static DataSplits Draw(Func<Random, int[], int> draw)
    {
        var random = new Random(5);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        float[][][] codes = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Values).Select(_ => Enumerable.Range(0, 8).Select(_ => (float)Normal()).ToArray()).ToArray())];
        MultimodalDataset Part(int samples)
        {
            float[][,] features = [.. codes.Select(_ => new float[samples, 8])];
            long[] labels = new long[samples];
            int[] latents = new int[3];
            for (int sample = 0; sample < samples; sample++)
            {
                labels[sample] = draw(random, latents);
                for (int modality = 0; modality < 3; modality++)
                {
                    for (int feature = 0; feature < 8; feature++)
                    {
                        features[modality][sample, feature] = codes[modality][latents[modality]][feature] + (float)(0.2 * Normal());
                    }
                }
            }

            return new MultimodalDataset(features.Select((values, modality) => KeyValuePair.Create(((char)('A' + modality)).ToString(), torch.tensor(values))), torch.tensor(labels));
        }

        return new DataSplits(Part(1200), Part(300), Part(400));
    }
}
