namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Classes that are called like formulas: no table of a run starts a cell with one.</summary>
public sealed class FormulaNameTests : IDisposable
{
    private readonly ProgramRun _program = new()
    {
        Experiments = [ProgramRun.Define(SmallExperiment.Table.Replace("[red, green, blue]", "[\"=1+1\", \"@green\", \"-blue\"]", StringComparison.Ordinal))],
    };

    [Fact]
    public async Task No_file_of_a_run_has_a_cell_that_a_spreadsheet_computes()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv().Replace("red,", "=1+1,", StringComparison.Ordinal).Replace("green,", "@green,", StringComparison.Ordinal).Replace("blue,", "-blue,", StringComparison.Ordinal));
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("predict --split all");
        await _program.OkAsync("explain --split all");
        await _program.OkAsync("explain --sample 3");
        string[] files = Directory.GetFiles(_program.Folder.Path, "*.csv", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "small.csv").ToArray();
        Assert.True(files.Length > 10);
        foreach (string cell in files.SelectMany(File.ReadAllLines).SelectMany(line => line.Split(',')).Select(cell => cell.Trim('"')))
        {
            Assert.True(cell.Length == 0 || cell[0] is not ('=' or '+' or '-' or '@') || double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _), cell);
        }

        Assert.Contains("'=1+1", _program.ReadCsv("runs/Small/seed-0/predictions-all.csv").SelectMany(row => row));
    }

    public void Dispose() => _program.Dispose();
}
