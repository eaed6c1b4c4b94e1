namespace I2MoE.Dsl.Data;

/// <summary>Finds the images of a class in its folder.</summary>
internal static class ImageFiles
{
    // Images to somebody, though not to the decoders here: a data set without them would be smaller than its owner thinks.
    private static readonly string[] s_others = [".gif", ".heic", ".heif", ".avif", ".jxl", ".jp2", ".j2k", ".svg", ".psd", ".tga", ".ico", ".ppm", ".pgm", ".dcm", ".dicom", ".nii", ".nrrd", ".mha", ".raw", ".cr2", ".nef", ".dng", ".exr", ".hdr"];

    // What operating systems leave in folders.
    private static readonly string[] s_leavings = ["Thumbs.db", "desktop.ini", "ehthumbs.db"];

    /// <summary>The images of a folder in ordinal order of their paths. Files that are no images are passed over, as is what begins with a dot.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="descends">Whether the folders in it are searched too.</param>
    /// <exception cref="DatasetException">There is an image that cannot be read, or one in a folder that is not searched.</exception>
    public static string[] In(string folder, bool descends) =>
        DataFiles.Reading(folder, "as a folder", () => Search(folder, descends, []).Order(StringComparer.Ordinal).ToArray());

    private static List<string> Search(string folder, bool descends, HashSet<string> visited)
    {
        List<string> images = [];
        // A link may lead back to where the search came from.
        if (!visited.Add(Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder)))
        {
            return images;
        }

        foreach (string file in Directory.EnumerateFiles(folder).Where(IsVisible))
        {
            string extension = Path.GetExtension(file);
            if (s_others.Contains(extension, StringComparer.OrdinalIgnoreCase))
            {
                throw new DatasetException($"images of this kind ({extension}) are not read; expected {string.Join(", ", ImagePixels.Extensions)}. Convert it, or move it out of the folder.", file);
            }

            if (IsImage(file))
            {
                images.Add(file);
            }
        }

        foreach (string inner in Directory.EnumerateDirectories(folder).Where(IsVisible))
        {
            if (!descends && Directory.EnumerateFiles(inner).Where(IsVisible).FirstOrDefault(IsImage) is { } unread)
            {
                throw new DatasetException($"the image lies in a folder within that of its class, which is not searched. Set Descends in the layout to search it, or move the folder away.", unread);
            }

            if (descends)
            {
                images.AddRange(Search(inner, descends, visited));
            }
        }

        return images;
    }

    private static bool IsVisible(string path) => Path.GetFileName(path) is var name && name[0] != '.' && !s_leavings.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsImage(string file) => ImagePixels.Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
