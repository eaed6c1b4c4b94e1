using I2MoE.Dsl.Data;
using KnownInteractions.Models;

namespace KnownInteractions;

/// <summary>The real data sets on which both objectives are compared, read in place where they are present.</summary>
internal static class RealData
{
    /// <summary>The part of the study.</summary>
    public const string Part = "real data";

    private static readonly (string Folder, (string Modality, string File)[] Files, StudyModel[] Models)[] s_sets =
    [
        ("wdbc", [("Mean", "mean"), ("Stderr", "stderr"), ("Worst", "worst")],
            [StudyModel.Of(StudyModel.Paper, options => WdbcPaper.CreateTrainer(options)), StudyModel.Of(StudyModel.Evidence, options => WdbcEvidence.CreateTrainer(options))]),
        ("dermatology", [("Clinical", "clinical"), ("Histopathology", "histopathology")],
            [StudyModel.Of(StudyModel.Paper, options => DermatologyPaper.CreateTrainer(options)), StudyModel.Of(StudyModel.Evidence, options => DermatologyEvidence.CreateTrainer(options))]),
        ("ad_csf", [("CsfCore", "csf_core"), ("Proteins", "proteins"), ("Genotype", "genotype"), ("Demographic", "demographic")],
            [StudyModel.Of(StudyModel.Paper, options => AdCsfPaper.CreateTrainer(options)), StudyModel.Of(StudyModel.Evidence, options => AdCsfEvidence.CreateTrainer(options))]),
        ("cells_hcs", [("Ch1Cellbody", "ch1_cellbody"), ("Ch2Nucleus", "ch2_nucleus"), ("Ch3Actin", "ch3_actin"), ("Ch4Tubulin", "ch4_tubulin")],
            [StudyModel.Of(StudyModel.Paper, options => CellsHcsPaper.CreateTrainer(options)), StudyModel.Of(StudyModel.Evidence, options => CellsHcsEvidence.CreateTrainer(options))]),
        ("emoji_image_text", [("Image", "image"), ("Name", "name"), ("Keywords", "keywords")],
            [StudyModel.Of(StudyModel.Paper, options => EmojiPaper.CreateTrainer(options)), StudyModel.Of(StudyModel.Evidence, options => EmojiEvidence.CreateTrainer(options))]),
    ];

    /// <summary>The runs on the data sets that are present.</summary>
    /// <param name="seeds">The seeds of split and training.</param>
    /// <param name="quick">Whether only the first data set.</param>
    public static IEnumerable<StudyTask> Tasks(IEnumerable<long> seeds, bool quick)
    {
        string? root = Root();
        if (root is null)
        {
            Console.WriteLine("Real data: skipped, because neither I2MOE_DATA nor ../shared/data holds the data sets.");
            return [];
        }

        return from seed in seeds
               from set in quick ? s_sets[..1] : s_sets
               let folder = Path.Combine(root, set.Folder)
               where Directory.Exists(folder)
               from model in set.Models
               select new StudyTask(Part, set.Folder, model, seed, () => [], () => [], () => Load(folder, set.Files, seed));
    }

    private static KnownData Load(string folder, (string Modality, string File)[] files, long seed)
    {
        using MultimodalDataset data = MultimodalDataset.FromNpy(folder, new ArrayLayout { Modalities = files.ToDictionary(pair => pair.Modality, pair => pair.File) });
        return new KnownData(data.Split(seed).Standardise(), []);
    }

    // The folder of the variable, or shared/data beside a folder above this one.
    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("I2MOE_DATA") is { Length: > 0 } given)
        {
            return Directory.Exists(given) ? given : null;
        }

        for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
