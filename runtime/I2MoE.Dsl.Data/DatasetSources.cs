namespace I2MoE.Dsl.Data;

/// <summary>
/// Reads data from files, as members of <see cref="MultimodalDataset"/>: <c>MultimodalDataset.FromCsv("data.csv", layout)</c>. Before C# 14, which first
/// knows such members, write <c>DatasetSources.FromCsv</c>.
/// </summary>
/// <remarks>
/// Each reads the whole of its source and makes one tensor a modality, which the caller disposes with the dataset. What does not fit is refused with a
/// <see cref="DatasetException"/> that says where, what is allowed, and what was probably meant; nothing is read in part.
/// </remarks>
public static class DatasetSources
{
    extension(MultimodalDataset)
    {
        /// <summary>
        /// Reads a CSV file, which may be compressed by gzip. Blank lines are skipped; in a feature column an empty cell, NaN and the other markers of
        /// <see cref="TableLayout.Missing"/> are missing values (NaN), and true and false are 1 and 0. Numbers have a decimal point, whatever the culture
        /// of the machine, unless the format of the layout says otherwise.
        /// </summary>
        /// <param name="path">The file, UTF-8 unless the format says otherwise or it starts with another byte order mark.</param>
        /// <param name="layout">Which columns make up the label and each modality, and how the file is written.</param>
        /// <returns>Every modality [N, features] with the names of its features, and the labels that the layout asks for; to be disposed.</returns>
        /// <exception cref="DatasetException">
        /// The file is missing, or its content does not fit the layout; the message names the file, the line (counted from 1) and the column.
        /// </exception>
        public static MultimodalDataset FromCsv(string path, CsvLayout layout) => CsvDataset.Read(path, layout);

        /// <summary>
        /// Reads the columns of the layout from a Parquet file. A null or NaN in a feature column is a missing value (NaN); Booleans become 0 and 1. A
        /// column of lists of numbers, all of one length, has as many features, as embeddings are usually stored. Columns that the layout does not name
        /// are not read.
        /// </summary>
        /// <param name="path">The file.</param>
        /// <param name="layout">Which columns make up the label and each modality. Other nested columns cannot be used.</param>
        /// <param name="cancellationToken">Stops reading.</param>
        /// <returns>
        /// Every modality [N, features] with the names of its features where it has no lists, and the labels that the layout asks for; to be disposed.
        /// </returns>
        /// <exception cref="DatasetException">
        /// The file is missing or damaged, or its content does not fit the layout; the message names the file, the row (counted from 1) and the column.
        /// </exception>
        /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
        public static Task<MultimodalDataset> FromParquetAsync(string path, TableLayout layout, CancellationToken cancellationToken = default) =>
            ParquetDataset.ReadAsync(path, layout, cancellationToken);

        /// <summary>
        /// Reads a folder of NumPy arrays: one .npy file for each modality and one for the labels. Element types: floating point of 16 to 64 bits, whole
        /// numbers of 8 to 64 bits with or without sign, bool and, for labels, text; in row or column order, and in either byte order. NaN is a missing
        /// value.
        /// </summary>
        /// <param name="path">The folder, for example with <c>image.npy</c>, <c>text.npy</c>, <c>labels.npy</c> and <c>classes.txt</c>.</param>
        /// <param name="layout">Which files are the modalities and the labels; null (default) for what the names say, see <see cref="ArrayLayout"/>.</param>
        /// <returns>Every modality as float32 [N, …], and the labels; to be disposed.</returns>
        /// <exception cref="DatasetException">The folder or a file is missing, or an array is not what the layout says; the message names the file.</exception>
        public static MultimodalDataset FromNpy(string path, ArrayLayout? layout = null) => NpyFolder.Read(path, layout);

        /// <summary>
        /// Reads the arrays of an .npz file, as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write it. Element types: as in .npy files. NaN is a
        /// missing value.
        /// </summary>
        /// <param name="path">The file.</param>
        /// <param name="layout">Which arrays are the modalities and the labels; null (default) for what the names say, see <see cref="ArrayLayout"/>.</param>
        /// <returns>Every modality as float32 [N, …], and the labels; to be disposed.</returns>
        /// <exception cref="DatasetException">The file is missing or damaged, or an array is not what the layout says; the message names file and array.</exception>
        public static MultimodalDataset FromNpz(string path, ArrayLayout? layout = null) => NpzFile.Read(path, layout);

        /// <summary>
        /// Reads an HDF5 file: a data set for each modality and one for the labels. Element types: floating point of 16 to 64 bits, whole numbers of 8 to
        /// 64 bits and, for labels, text, in either byte order. NaN is a missing value.
        /// </summary>
        /// <param name="path">The file.</param>
        /// <param name="layout">
        /// Which data sets, by their paths (<c>images</c>, <c>train/images</c>), are the modalities and the labels; null (default) for what the names in
        /// the root group say, see <see cref="ArrayLayout"/>.
        /// </param>
        /// <returns>Every modality as float32 [N, …], and the labels; to be disposed.</returns>
        /// <exception cref="DatasetException">The file is missing or damaged, or a data set is not what the layout says; the message names file and data set.</exception>
        public static MultimodalDataset FromHdf5(string path, ArrayLayout? layout = null) => Hdf5Dataset.Read(path, layout);

        /// <summary>
        /// Reads PNG, JPEG, WebP, BMP and TIFF images with their classes: one folder for each class, or a CSV file that lists the images. Images are
        /// turned as their EXIF orientation says and stretched to the size of the layout, and what is transparent becomes white; 16 bits a channel are
        /// kept. In folders of classes, files that are no images are passed over, as is what begins with a dot; images of other kinds, and images in
        /// folders that are not searched, are refused by name.
        /// </summary>
        /// <param name="path">The folder.</param>
        /// <param name="layout">The size of the images, and where the classes stand.</param>
        /// <returns>One modality, float32 [N, C, H, W] with values from 0 to 1, and int64 classes [N]; to be disposed.</returns>
        /// <exception cref="DatasetException">A folder or an image is missing or damaged, or a class is unknown; the message names the file.</exception>
        public static MultimodalDataset FromImageFolder(string path, ImageLayout layout) => ImageFolder.Read(path, layout);

        /// <summary>
        /// Joins sources by the ids of their samples. Ids are compared as labels are: numbers as numbers (2 is 2.0), texts letter by letter. The samples
        /// are in the order of the first source, which has what is predicted, and are named after their ids.
        /// </summary>
        /// <param name="first">The source of what is predicted, and perhaps of modalities.</param>
        /// <param name="others">The sources of further modalities; their layouts predict nothing.</param>
        /// <param name="join">
        /// Which samples remain: those that every source has (default), or all of the first. A modality whose source lacks a sample is then missing there
        /// (NaN, see <see cref="MultimodalDataset.MissingModalities"/>).
        /// </param>
        /// <param name="cancellationToken">Stops reading.</param>
        /// <returns>Every modality of every source, and the labels of the first; to be disposed.</returns>
        /// <exception cref="DatasetException">
        /// A source cannot be read, an id is missing or occurs twice in one, or two sources have no id in common; the message says how many and which.
        /// </exception>
        /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
        public static async Task<MultimodalDataset> FromJoinedAsync(
            SampleSource first, IReadOnlyList<SampleSource> others, SampleJoin join = SampleJoin.Inner, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(first);
            ArgumentNullException.ThrowIfNull(others);
            IReadOnlyList<SampleSource> sources = [first, .. others];
            JoinPlan plan = await JoinPlan.ReadAsync(sources, join, cancellationToken).ConfigureAwait(false);
            MultimodalDataset joined = await JoinedData.ReadAsync(sources, plan, TensorStorage.Memory, cancellationToken).ConfigureAwait(false);
            joined.NameSamples(plan.Names);
            return joined;
        }
    }
}
