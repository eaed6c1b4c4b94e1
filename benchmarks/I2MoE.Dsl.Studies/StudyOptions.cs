using System.Globalization;

namespace I2MoE.Dsl.Studies;

/// <summary>What the command line asks for.</summary>
internal sealed record StudyOptions
{
    /// <summary>How the program is called.</summary>
    public const string Usage = "Usage: choose|defaults|objectives|imbalance|missing|resume|memory|larger|reading|pictures|pressure|fire|ranks|frames [--data wdbc,…] [--sets plain,…] [--splits N] [--minutes M] [--file cells.csv] [--table] [--kills N] [--gigabytes N]";

    /// <summary>What is done.</summary>
    public required string Command { get; init; }

    /// <summary>The data sets by name; null for all.</summary>
    public IReadOnlyList<string>? Data { get; init; }

    /// <summary>The sets of options by name; null for all.</summary>
    public IReadOnlyList<string>? Sets { get; init; }

    /// <summary>The number of splits.</summary>
    public int Splits { get; init; } = 5;

    /// <summary>After how many minutes no further cell is begun.</summary>
    public double Minutes { get; init; } = double.PositiveInfinity;

    /// <summary>The file of finished cells, or the folder of written data; null for the one of the command.</summary>
    public string? File { get; init; }

    /// <summary>Whether only the table is written, of the cells that are there.</summary>
    public bool TableOnly { get; init; }

    /// <summary>How often a training or a service is killed.</summary>
    public int Kills { get; init; } = 30;

    /// <summary>The size of the arrays that a training reads from files.</summary>
    public double Gigabytes { get; init; } = 8;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ArgumentException">It says what is allowed.</exception>
    public static StudyOptions Parse(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            throw new ArgumentException(Usage);
        }

        var options = new StudyOptions { Command = arguments[0] };
        for (int i = 1; i < arguments.Length; i++)
        {
            string Value() => ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value. {Usage}");
            options = arguments[i] switch
            {
                "--data" => options with { Data = Value().Split(',') },
                "--sets" => options with { Sets = Value().Split(',') },
                "--splits" => options with { Splits = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--minutes" => options with { Minutes = double.Parse(Value(), CultureInfo.InvariantCulture) },
                "--kills" => options with { Kills = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--gigabytes" => options with { Gigabytes = double.Parse(Value(), CultureInfo.InvariantCulture) },
                "--file" => options with { File = Value() },
                "--table" => options with { TableOnly = true },
                string other => throw new ArgumentException($"There is no option '{other}'. {Usage}"),
            };
        }

        return options;
    }
}
