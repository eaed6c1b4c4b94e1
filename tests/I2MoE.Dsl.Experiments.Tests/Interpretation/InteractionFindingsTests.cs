using System.Text.Json;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Reporting;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;
using KnownInteractions;

namespace I2MoE.Dsl.Tests.Interpretation;

/// <summary>What is not above chance is called so, and what is known comes first.</summary>
public sealed class InteractionFindingsTests
{
    private static readonly InterpretationReportOptions s_quick = new() { Samples = 40, Resamples = 50, MaskingDraws = 1, IntegrationSteps = 0 };

    // Half of the labels are turned around, so that they say nothing.
    [Fact]
    public async Task Of_shuffled_labels_nothing_is_known()
    {
        foreach (string objective in (string[])[StudyModel.Paper, StudyModel.Evidence])
        {
            using KnownData data = InteractionGenerator.Draw(InteractionMixture.Pure(2, 3) with { LabelNoise = 0.5 }, samples: 240, seed: 3);
            using InteractionModel model = await Train(data, objective);
            using var folder = new TemporaryFolder();
            ReportContent content = InterpretationReport.Compute(model, data.Splits, s_quick);
            string page = File.ReadAllText(InterpretationReport.Write(folder.Path, content));
            double share = content.Samples.Average(sample => sample.Sentence.StartsWith(FindingCautions.NothingKnown, StringComparison.Ordinal) ? 1.0 : 0);
            Assert.InRange(share, 0.95, 1);
            Assert.Contains("class=\"cautions\"", page, StringComparison.Ordinal);
            using JsonDocument numbers = JsonDocument.Parse(File.ReadAllText(folder.File("numbers/report.json")));
            JsonElement information = numbers.RootElement.GetProperty("information");
            Assert.False(information.GetProperty("known").GetBoolean());
            Assert.All(information.GetProperty("interactions").EnumerateArray(), expert => Assert.Equal("Nothing known", expert.GetProperty("in_words").GetString()));
            Assert.Contains("nothing known", File.ReadAllText(folder.File("figures/information.svg")), StringComparison.Ordinal);
            Assert.Single(FindingCautions.Of(content.Findings!));
        }
    }

    [Fact]
    public async Task Of_redundant_data_redundancy_is_known_and_synergy_is_not()
    {
        using KnownData data = InteractionGenerator.Draw(InteractionMixture.Pure(2, 3), samples: 600, seed: 3);
        using InteractionModel model = await Train(data, StudyModel.Evidence);
        var findings = InteractionFindings.Of(model, data.Splits.Validation, data.Splits.Test, resamples: 200);
        Assert.True(findings.IsKnown);
        Assert.Equal(3, findings.Leading);
        ExpertFinding redundancy = findings.Experts[3];
        Assert.InRange(redundancy.Share.Value, 0.8, 1);
        Assert.InRange(redundancy.Share.Low, 0.5, redundancy.Share.Value);
        Assert.InRange(redundancy.Gain.Value, 0.8, 1);
        Assert.Equal("bits", findings.Unit);
        Assert.Equal(["0", "1"], findings.Groups.Select(group => group.Name));
        Assert.All(findings.Groups, group => Assert.True(group.IsKnown && group.Shares[3] > 0.7));
    }

    // Of two modalities the pass without the one is told by the uniqueness expert of the other and by redundancy, and the full one by synergy alone.
    [Theory]
    [InlineData(InteractionObjective.Paper)]
    [InlineData(InteractionObjective.Evidence)]
    [InlineData(InteractionObjective.Measured)]
    public void Words_say_who_tells_what_is_measured(InteractionObjective objective)
    {
        using KnownData data = InteractionGenerator.Draw(InteractionMixture.Pure(2, 3), samples: 120, seed: 3);
        using var model = new SpecifiedModel(YamlExperiment.Read("test.i2moe.yaml", $$"""
            name: Test
            task: { kind: classification, classes: 2 }
            modalities:
              a: { features: 16, encoder: linear }
              b: { features: 16, encoder: linear }
            fusion: { kind: concat, layers: 1, hidden_dim: 8 }
            experts: { objective: {{objective.ToString().ToLowerInvariant()}} }
            """, _ => null).Specification);
        using var folder = new TemporaryFolder();
        ReportContent content = InterpretationReport.Compute(model, data.Splits, s_quick);
        string page = File.ReadAllText(InterpretationReport.Write(folder.Path, content));
        Assert.Equal(objective, content.Findings!.Objective);
        Assert.Equal(objective != InteractionObjective.Paper, content.Findings.IsEvidence);
        string[][] tellers = [["UniqueA", "Redundancy"], ["UniqueB", "Redundancy"], ["Synergy"], ["UniqueA", "UniqueB", "Redundancy"]];
        Assert.Equal(tellers, content.Findings.Experts.Select(expert => expert.ToldBy.Select(teller => teller.Name).ToArray()));
        using JsonDocument numbers = JsonDocument.Parse(File.ReadAllText(folder.File("numbers/report.json")));
        JsonElement information = numbers.RootElement.GetProperty("information");
        Assert.Equal(objective.ToString(), information.GetProperty("objective").GetString());
        Assert.Equal(tellers, information.GetProperty("interactions").EnumerateArray().Select(expert => expert.GetProperty("told_by").EnumerateArray().Select(name => name.GetString()!).ToArray()));
        Assert.Contains("told by", File.ReadAllText(folder.File("numbers/information.csv")), StringComparison.Ordinal);
        string section = Section(page, "information");
        Assert.Contains("told together by all experts that are to tell the same from it", section, StringComparison.Ordinal);
        Assert.DoesNotContain("itself", section, StringComparison.Ordinal);
        Assert.Equal(objective == InteractionObjective.Measured, section.Contains("fitted after training to the shares", StringComparison.Ordinal));
        Assert.All(FindingCautions.Of(content.Findings), caution => Assert.DoesNotContain("itself", caution, StringComparison.Ordinal));
    }

    private static string Section(string page, string id) =>
        page[page.IndexOf($"<section id=\"{id}\"", StringComparison.Ordinal)..] is var from ? from[..from.IndexOf("</section>", StringComparison.Ordinal)] : "";

    // Four samples, of which the first run knows through the first expert and the second run through the last.
    [Fact]
    public void Runs_that_disagree_on_who_leads_say_so()
    {
        InteractionFindings[] runs = [Found(lead: 0), Found(lead: 2)];
        Assert.Equal(["Unique Left", "Redundancy"], runs.Select(run => run.Experts[run.Leading!.Value].Expert.Label));
        Assert.Empty(FindingCautions.OfSeveral(runs[..1]));
        Assert.Contains(FindingCautions.OfSeveral(runs), caution => caution.Contains("disagree on who leads by the estimate (Unique Left in 1, Redundancy in 1)", StringComparison.Ordinal));
        Assert.Contains(FindingCautions.Of(runs[0]), caution => caution.Contains("nearly even", StringComparison.Ordinal));
        Assert.Contains(FindingCautions.Of(runs[0]), caution => caution.Contains("Synergy and Redundancy are not above chance", StringComparison.Ordinal));
    }

    private static InteractionFindings Found(int lead)
    {
        ModelDescription model = HandMade.Model();
        using MultimodalDataset data = HandMade.FourTruths(model);
        double[] Gains(bool knows) => knows ? [1, 0.9, 1, 1.1] : [0, 0, 0, 0];
        var gains = new CalibratedGains([[.. Enumerable.Range(0, 4).Select(expert => Gains(expert == lead || expert == 3))]], [[1, 1, 1, 1]], [.. Enumerable.Repeat<double[]>([0.34, 0.33, 0.33], 4)]);
        return InteractionFindings.Of(model, gains, new OutputReading(model, data), resamples: 10, seed: 0, InteractionObjective.Evidence);
    }

    private static Task<InteractionModel> Train(KnownData data, string objective) =>
        StudyModel.Both(2).Single(model => model.Objective == objective).Train(data.Splits, 0);
}
