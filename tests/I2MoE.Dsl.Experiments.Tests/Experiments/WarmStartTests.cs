using I2MoE.Dsl.SafeTensors;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary><c>train --from</c>: a run that begins with weights of another.</summary>
public sealed class WarmStartTests : IDisposable
{
    private const string Quick = "train --quiet --no-check";

    // A learning rate at which nothing moves that could be seen.
    private const string Still = "--set training.epochs=1 --set training.learning_rate=1e-30";

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public WarmStartTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Theory]
    [InlineData("", "encoders.")]
    [InlineData("--from-part all", "")]
    [InlineData("--from-part encoders.Left --from-part reweighting", "encoders.Left.", "reweighting.")]
    [InlineData("--from-part *.bias", "encoders.Left.linear.bias", "encoders.Right.linear.bias")]
    public async Task What_is_asked_for_is_taken_and_nothing_else(string parts, params string[] begins)
    {
        await _program.OkAsync($"{Quick} --out source --seed 1");
        await _program.OkAsync($"{Quick} --out drawn --seed 2 {Still}");
        string output = await _program.OkAsync($"{Quick} --out taken --seed 2 {Still} --from source {parts}");
        Assert.Contains("Taken from ", output, StringComparison.Ordinal);
        using SafeTensorsFile source = Weights("source");
        using SafeTensorsFile drawn = Weights("drawn");
        using SafeTensorsFile taken = Weights("taken");
        foreach ((string name, torch.Tensor tensor) in taken.Tensors)
        {
            bool isTaken = begins.Any(begin => name.StartsWith(begin, StringComparison.Ordinal)) || (parts.Contains('*', StringComparison.Ordinal) && name.EndsWith(".bias", StringComparison.Ordinal));
            Assert.True(tensor.allclose((isTaken ? source : drawn).Tensors[name], rtol: 1e-5, atol: 1e-6), $"{name} {isTaken}");
        }

        Assert.Contains("\"digest\": \"", _program.Read("taken/run.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warm_run_that_was_stopped_ends_as_one_that_was_not()
    {
        await _program.OkAsync($"{Quick} --out source --seed 1");
        string whole = $"{Quick} --seed 2 --from source --from-part all";
        await _program.OkAsync($"{whole} --out whole");
        await _program.OkAsync($"{whole} --out stopped --set training.epochs=1");

        // Of a checkpoint it goes on, and without one it begins with the same weights.
        await _program.OkAsync($"{Quick} --seed 2 --out stopped --resume");
        Assert.Equal(Bytes("whole"), Bytes("stopped"));
        Directory.Delete(_program.Folder.File("stopped/checkpoint"), recursive: true);
        _program.Folder.Write("stopped/run.json", _program.Read("stopped/run.json").Replace("\"finished\"", "\"running\"", StringComparison.Ordinal));
        await _program.OkAsync($"{Quick} --seed 2 --out stopped --resume");
        Assert.Equal(Bytes("whole"), Bytes("stopped"));
    }

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        await _program.OkAsync($"{Quick} --out source {Still}");
        string wider = await _program.WrongAsync($"{Quick} --out a --from source --set fusion.hidden_dim=4");
        Assert.Contains("'encoders.Left.linear.weight' is [8, 2] there and [4, 2] here", wider, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_program.Folder.File("a")));
        Assert.Contains("this model has no 'encoder'. Allowed: encoders, all, encoders.Left, encoders.Right, experts, reweighting", await _program.WrongAsync($"{Quick} --from source --from-part encoder"), StringComparison.Ordinal);
        Assert.Contains("there is no run in ", await _program.WrongAsync($"{Quick} --from nowhere"), StringComparison.Ordinal);
        Assert.Contains("name it with --from", await _program.WrongAsync($"{Quick} --from-part all"), StringComparison.Ordinal);
        await _program.OkAsync($"{Quick} {Still} --baseline --out vanilla");
        Assert.Contains("has nothing of 'experts' that this model has. It has encoders.Left, encoders.Right, fusion.", await _program.WrongAsync($"{Quick} --from vanilla --from-part experts"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set modalities.left.encoder.freeze=true")]
    [InlineData("--set modalities.left.freeze=true")]
    public async Task A_frozen_encoder_stays_as_it_began(string freeze)
    {
        await _program.OkAsync($"{Quick} --out source --seed 1");
        string whole = $"{Quick} --seed 2 {freeze} --set training.optimizer.weight_decay=0.1";
        await _program.OkAsync($"{whole} --from source --out whole");
        Assert.DoesNotContain("frozen", _program.Error, StringComparison.Ordinal);
        await _program.OkAsync($"{whole} --from source --out stopped --set training.epochs=1");
        await _program.OkAsync($"{whole} --out stopped --resume");
        Assert.Equal(Bytes("whole"), Bytes("stopped"));
        using (SafeTensorsFile source = Weights("source"))
        using (SafeTensorsFile taken = Weights("whole"))
        {
            Assert.True(taken.Tensors["encoders.Left.linear.weight"].allclose(source.Tensors["encoders.Left.linear.weight"], rtol: 0, atol: 0));
            Assert.False(taken.Tensors["encoders.Right.linear.weight"].allclose(source.Tensors["encoders.Right.linear.weight"]));
        }

        await _program.OkAsync($"{whole} --out fresh");
        Assert.Contains("warning: The encoder of Left is frozen, but begins as it was drawn", _program.Error, StringComparison.Ordinal);
        Assert.Contains("of the encoders are frozen: 'Left'", await _program.OkAsync($"params {freeze}"), StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private SafeTensorsFile Weights(string run) => SafeTensorsFile.Read(_program.Folder.File($"{run}/weights.safetensors"));

    private byte[] Bytes(string run) => File.ReadAllBytes(_program.Folder.File($"{run}/weights.safetensors"));
}
