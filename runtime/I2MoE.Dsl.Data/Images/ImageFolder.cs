using System.Runtime.InteropServices;
using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Reads PNG, JPEG, WebP, BMP and TIFF images with their classes: one folder for each class, or a CSV file that lists the images.</summary>
internal static class ImageFolder
{
    /// <summary>Reads a whole folder; see <see cref="DatasetSources"/>.</summary>
    public static MultimodalDataset Read(string path, ImageLayout layout)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(layout);
        layout.Check(path);
        DataFiles.RequireFolder(path, "a folder of images");
        using DisposeScope scope = NewDisposeScope();
        (string[] files, Tensor labels, IReadOnlyList<string>? names) = layout.List is null ? ByFolder(path, layout) : ByList(path, Path.Combine(path, layout.List), layout);
        return new MultimodalDataset([KeyValuePair.Create(layout.Modality, Images(files, layout))], labels, names);
    }

    private static (string[] Files, Tensor Labels, IReadOnlyList<string>? Names) ByFolder(string path, ImageLayout layout)
    {
        // Numbers in their order, as in the label column of a table: grades 2 and 10 have one.
        string[] folders = DataFiles.Reading(path, "as a folder", () =>
            Directory.GetDirectories(path).Select(folder => Path.GetFileName(folder)).Where(name => name[0] != '.').OrderBy(LabelValue.Parse).ThenBy(name => name, StringComparer.Ordinal).ToArray());
        IReadOnlyList<string> names = layout.ClassNames ?? folders;
        string? unknown = folders.FirstOrDefault(folder => !names.Contains(folder));
        if (unknown is not null)
        {
            throw new DatasetException($"there is a folder '{unknown}', which is not a class; allowed: {NearestName.List(names)}.{NearestName.Suggest(unknown, names)}", path);
        }

        if (names.Count == 0)
        {
            throw new DatasetException("there are no folders in it; expected one for each class, or a layout with a List.", path);
        }

        List<string> files = [];
        List<long> labels = [];
        for (int c = 0; c < names.Count; c++)
        {
            string folder = Path.Combine(path, names[c]);
            DataFiles.RequireFolder(folder, "a folder with the images of a class");
            string[] images = ImageFiles.In(folder, layout.Descends);
            if (images.Length == 0)
            {
                throw new DatasetException($"there are no images of the class '{names[c]}'; expected files that end in {string.Join(", ", ImagePixels.Extensions)}.", folder);
            }

            files.AddRange(images);
            labels.AddRange(Enumerable.Repeat((long)c, images.Length));
        }

        return ([.. files], tensor(labels.ToArray()), names);
    }

    private static (string[] Files, Tensor Labels, IReadOnlyList<string>? Names) ByList(string path, string list, ImageLayout layout)
    {
        TableClassLabels labels = new(new TableFile(list, HasLines: true), layout.LabelColumn, layout.ClassNames, count: null, MissingMarkers.Usual);
        List<string> files = [];
        CsvTable.ForEachRow(list, null, [layout.FileColumn, layout.LabelColumn], (cells, line) =>
        {
            string file = Path.Combine(path, cells[0].Trim());
            if (!File.Exists(file))
            {
                throw new DatasetException($"the image '{cells[0]}' does not exist in {path}.", list, line, layout.FileColumn);
            }

            files.Add(file);
            labels.Add([cells[1]], line);
        });
        (Tensor values, IReadOnlyList<string>? names) = labels.Resolve();
        return ([.. files], values, names);
    }

    /// <summary>Reads images, [N, C, H, W].</summary>
    /// <param name="files">Their files.</param>
    /// <param name="layout">The size that they are brought to.</param>
    /// <param name="place">Where their values are to lie; null for memory.</param>
    internal static Tensor Images(string[] files, ImageLayout layout, TensorPlace? place = null)
    {
        string owner = files.Length > 0 ? Path.GetDirectoryName(files[0])! : "";
        place ??= new TensorPlace(TensorStorage.Memory, "images");
        if (place.Storage.IsMemory)
        {
            DataFiles.RequireMemory(owner, (double)files.Length * layout.Channels * layout.Height * layout.Width * sizeof(float));
        }

        Tensor images = place.Allocate([files.Length, layout.Channels, layout.Height, layout.Width], ScalarType.Float32);
        for (int i = 0; i < files.Length; i++)
        {
            DataFiles.RequireFile(files[i], "an image");
            place.Storage.DependOn(files[i]);
            using Tensor image = images[i];
            DataFiles.Reading(files[i], "as an image", () =>
            {
                ImagePixels.Read(files[i], layout, MemoryMarshal.Cast<byte, float>(image.bytes));
                return true;
            });
        }

        return images;
    }
}
