using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>What is told in masked passes, by whom, and how sure.</summary>
public sealed class PassPoolsTests
{
    private const int Right = 1;
    private const int Redundancy = 3;

    // Experts: unique left, unique right, synergy, redundancy; passes: full, without left, without right. One sample.
    [Fact]
    public void Of_two_modalities_the_redundancy_expert_and_the_unique_one_tell_the_same_pass_together()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new MeasuredClasses();
        Tensor outputs = rand([4, 3, 1, 3]);
        var passes = new ExpertPasses(outputs, outputs, [0, 1, 2], InteractionComparison.Outputs);
        var pools = PassPools.Of(model);
        Assert.Equal(3, pools.Count);
        Tensor withoutLeft = (outputs[Right][1].log_softmax(-1) + outputs[Redundancy][1].log_softmax(-1)) / 2;
        Assert.Contains(pools.Told(passes).unbind(0), told => told.allclose(withoutLeft));
        Assert.Contains(pools.Told(passes).unbind(0), told => told.allclose(outputs[2][0].log_softmax(-1)));
        Assert.Null(pools.Counts(passes));
    }

    // Of three modalities a pass leaves two, and a uniqueness expert learns what one of them tells.
    [Fact]
    public void Of_three_modalities_everyone_tells_a_pass_alone()
    {
        using var model = new EvidenceClasses();
        Assert.Equal((3 * 2) + 3 + 1, PassPools.Of(model).Count);
    }

    [Fact]
    public void Without_interaction_loss_everyone_speaks_in_the_full_pass()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new EvidenceSwitchedOff();
        Tensor outputs = rand([4, 1, 2, 2]);
        var passes = new ExpertPasses(outputs, outputs, [0, 0, 0], InteractionComparison.Outputs);
        var pools = PassPools.Of(model);
        Assert.Equal(4, pools.Count);
        Assert.True(pools.Said(pools.Told(passes), counts: null, tensor([0.5f, 0.5f]).log()).allclose(outputs.select(1, 0).log_softmax(-1), atol: 1e-6));
    }

    // The pass without left says 0.8 and the one without right 0.6; a pass that says too little is made surer before the least of both is taken.
    [Fact]
    public void Passes_are_made_as_sure_as_they_should_be_before_what_they_have_in_common_is_taken()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new EvidenceSwitchedOn();
        Tensor outputs = tensor([0.5f, 0.5f, 0.8f, 0.2f, 0.6f, 0.4f], [1, 3, 1, 2]).log().repeat(4, 1, 1, 1);
        var passes = new ExpertPasses(outputs, outputs, [0, 1, 2], InteractionComparison.Outputs);
        Tensor prior = tensor([0.5f, 0.5f]).log();
        var pools = PassPools.Of(model);
        Tensor told = pools.Told(passes);
        Assert.Equal(0.6, Of(pools, Redundancy), 4);
        Assert.Equal(0.8, Of(pools, Right), 4);

        // Odds of 1.5 to the third power are 3.375.
        double[] slopes = [.. told.unbind(0).Select(pool => Math.Abs(pool[0][0].exp().item<float>() - 0.6) < 1e-4 ? 3.0 : 1)];
        PassPools sure = pools.With([slopes]);
        Assert.Equal(3.375 / 4.375, Of(sure, Redundancy), 4);
        Assert.Equal(0.5, Of(pools.With([[.. slopes.Select(_ => -1.0)]]), Redundancy), 4);
        Assert.Equal(-1, pools.With([[.. slopes.Select(_ => -1.0)]]).SlopeOf(Redundancy, 0));

        double Of(PassPools by, int expert) => by.Said(told, counts: null, prior)[expert][0].exp()[0].item<float>();
    }

    // A sample without the right modality: nothing of it is masked in the pass without right, which says what the full pass says.
    [Fact]
    public void A_pass_that_masks_nothing_of_a_sample_does_not_count_for_it()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new EvidenceSwitchedOn();
        Tensor outputs = tensor([0.9f, 0.1f, 0.8f, 0.2f, 0.4f, 0.6f], [1, 3, 1, 2]).log().repeat(4, 1, 2, 1);
        var passes = new ExpertPasses(outputs, outputs, [0, 1, 2], InteractionComparison.Outputs) { Presence = tensor(new[] { true, true, true, false }, [2, 2]) };
        Tensor prior = tensor([0.5f, 0.5f]).log();
        var pools = PassPools.Of(model);
        Tensor said = pools.Said(pools.Told(passes), pools.Counts(passes), prior).exp();
        Assert.Equal(0.5, said[Redundancy][0][0].item<float>(), 4);
        Assert.Equal(0.8, said[Redundancy][1][0].item<float>(), 4);
        Tensor counted = new ToldInPasses(pools.Told(passes), pools.Counts(passes), outputs[0][0]).Counted(prior);
        Assert.Single(counted.unbind(0), pool => pool[1].allclose(prior));
    }

    // Two noisy views of one number and few samples: each expert has learned its passes as well as luck would have it.
    [Fact]
    public async Task Few_noisy_views_of_one_thing_are_found_redundant()
    {
        ModelSpecification specification = YamlExperiment.Read("test.i2moe.yaml", """
            name: Test
            task: { kind: classification, classes: 2 }
            modalities:
              a: { features: 8, encoder: mlp }
              b: { features: 8, encoder: mlp }
            fusion: { kind: concat, hidden_dim: 16 }
            experts: { interaction_loss_weight: 1, objective: measured }
            training: { epochs: 6, batch_size: 32, learning_rate: 5e-3 }
            """, _ => null).Specification;
        foreach (int seed in (int[])[0, 1])
        {
            using DataSplits data = Views(seed);
            using var trainer = new Trainer<SpecifiedModel>(start => new SpecifiedModel(specification, start), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Device = "cpu", Seed = seed });
            await trainer.FitAsync(data);
            var findings = InteractionFindings.Of(trainer.Model, data.Validation, data.Test, resamples: 0);
            Assert.Equal(Redundancy, findings.Leading);
            Assert.InRange(findings.Experts[Redundancy].Share.Value, 0.6, 1);
        }
    }

    private static DataSplits Views(int seed)
    {
        var random = new Random(seed + 1);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[][] codes = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 8).Select(_ => Normal()).ToArray())];
        MultimodalDataset Part(int samples)
        {
            float[][] values = [new float[samples * 8], new float[samples * 8]];
            long[] labels = new long[samples];
            for (int sample = 0; sample < samples; sample++)
            {
                double u = Normal();
                labels[sample] = u > 0 ? 1 : 0;
                foreach ((int view, double[] code) in codes.Index())
                {
                    double seen = u + (0.5 * Normal());
                    for (int feature = 0; feature < 8; feature++)
                    {
                        values[view][(sample * 8) + feature] = (float)((seen * code[feature]) + (0.1 * Normal()));
                    }
                }
            }

            return new MultimodalDataset([KeyValuePair.Create("A", tensor(values[0], [samples, 8])), KeyValuePair.Create("B", tensor(values[1], [samples, 8]))], tensor(labels));
        }

        return new DataSplits(Part(150), Part(150), Part(500)).Standardise();
    }
}
