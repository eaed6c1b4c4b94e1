namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>A run is used as it was trained, and where its experiment says something else now, that is said.</summary>
public sealed class EditedExperimentTests : IDisposable
{
    private const string Changed = "has changed since the run in";

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    [Fact]
    public async Task Options_that_were_edited_since_are_named()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv());
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("evaluate");
        Assert.DoesNotContain(Changed, _program.Error, StringComparison.Ordinal);

        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table.Replace("hidden_dim: 8", "hidden_dim: 16", StringComparison.Ordinal).Replace("epochs: 3", "epochs: 7", StringComparison.Ordinal))];
        foreach (string command in (string[])["evaluate", "predict", "explain --sample 3"])
        {
            await _program.OkAsync(command);
            string line = Assert.Single(_program.Error.Split('\n'), line => line.Contains(Changed, StringComparison.Ordinal));
            Assert.Contains("fusion.hidden_dim = 8 (16 now), training.epochs = 3 (7 now)", line, StringComparison.Ordinal);
            Assert.Contains("used as it was trained. To train what the experiment says now: ", line, StringComparison.Ordinal);
            Assert.Contains(" train", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_command_line_of_the_training_changed_is_no_edit()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv());
        await _program.OkAsync("train --quiet --set fusion.hidden_dim=6 --splits 4");
        await _program.OkAsync("evaluate");
        Assert.DoesNotContain(Changed, _program.Error, StringComparison.Ordinal);

        // An edit that what was set does not fit any more.
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table.Replace("{ kind: concat, layers: 1, hidden_dim: 8, dropout: 0 }", "{ kind: low_rank, hidden_dim: 8 }", StringComparison.Ordinal))];
        await _program.OkAsync("evaluate");
        Assert.Contains(Changed, _program.Error, StringComparison.Ordinal);
        Assert.Contains("fusion.kind = concat (low_rank now)", _program.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();
}
