using System.Globalization;

namespace I2MoE.Trials.Drawing;

/// <summary>What options say of each other, which the columns of docs/options.md do not: it stands in their purposes, and in docs/tasks.md.</summary>
internal static class Relations
{
    private static readonly Dictionary<string, string[]> s_metrics = new()
    {
        ["classification"] = ["score", "loss", "log_loss", "accuracy", "macro_f1", "micro_f1"],
        ["multi_label"] = ["score", "loss", "log_loss", "subset_accuracy", "macro_f1", "micro_f1"],
        ["ordinal"] = ["score", "loss", "log_loss", "accuracy", "macro_f1", "mean_absolute_error", "kappa"],
        ["count"] = ["score", "loss", "poisson_deviance", "mean_absolute_error", "root_mean_squared_error"],
        ["survival"] = ["score", "loss", "concordance", "brier_score"],
        ["regression"] = ["score", "loss", "mean_absolute_error", "root_mean_squared_error", "r2", "pearson", "sign_accuracy"],
    };

    /// <summary>Epochs are compared by a metric that the task has, samples balanced by classes, and squares of gradients remembered longer than gradients.</summary>
    public static void OfTraining(YamlMap training, string task, Dice dice)
    {
        foreach (string key in (string[])["best.metric", "stop.metric"])
        {
            if (training[key] is not null)
            {
                training.Set(key, dice.Any(s_metrics[task]));
            }
        }

        if (training["sampling"] is not null && task is not ("classification" or "ordinal"))
        {
            training.Set("sampling", "shuffled");
        }

        if (training["optimizer.beta1"] is not null || training["optimizer.beta2"] is not null)
        {
            training.Set("optimizer.beta1", dice.Any(["0", "0.5", "0.9"]));
            training.Set("optimizer.beta2", dice.Any(["0.9", "0.99", "0.9999"]));
        }
    }

    /// <summary>A fold is one of the folds, of which there are at least two.</summary>
    /// <param name="split">The split.</param>
    /// <param name="most">How many folds there may be.</param>
    /// <param name="dice">Draws.</param>
    public static void OfFolds(YamlMap split, int most, Dice dice)
    {
        if (split["folds"] is not null || split["fold"] is not null)
        {
            int folds = dice.Integer(2, most);
            split.Set("folds", Text(folds));
            split.Set("fold", Text(dice.Integer(0, folds - 1)));
        }
    }

    /// <summary>The padding is one of the token ids.</summary>
    public static void OfTokens(YamlMap encoder, Dice dice)
    {
        if (encoder["padding_id"] is not null)
        {
            encoder.Set("padding_id", Text(dice.Integer(0, int.Parse((string)encoder["vocabulary"]!, CultureInfo.InvariantCulture) - 1)));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
