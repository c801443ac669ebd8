using Glissade.Cli.Output;

namespace Glissade.Cli;

/// <summary>Checks the files that a user names before any long work begins.</summary>
internal static class UserFiles
{
    public const string StandardStream = "-";

    /// <summary>An input must be there; "-" always is.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static void RequireInput(string path)
    {
        if (path == StandardStream)
            return;
        if (Directory.Exists(path))
            throw new UsageException($"{path} is a folder, expected a file");
        if (!File.Exists(path))
            throw new UsageException($"{path}: no such file");
    }

    /// <summary>Training data and, if there are any, points to validate on must be there, and be two things.</summary>
    /// <exception cref="UsageException">They are not.</exception>
    public static void RequireTrainingInputs(string train, string? validation)
    {
        RequireInput(train);
        if (validation is null)
            return;
        RequireInput(validation);
        if (validation == StandardStream && train == StandardStream)
            throw new UsageException("standard input cannot be both the training data and the validation data");
    }

    /// <summary>An output must be writable; the file itself is not touched.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static void RequireOutput(string? path)
    {
        if (path is null)
            return;
        try
        {
            AtomicFile.CheckWritable(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write {exception.Message}");
        }
    }

    /// <summary>A folder for outputs must be writable; it is made if it is not there.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static void RequireOutputFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot make the folder {path}: {exception.Message}");
        }
        RequireOutput(Path.Combine(path, "checkpoint"));
    }

    /// <summary>Reads points within the model's features, saying which file it is.</summary>
    /// <exception cref="UsageException">The system refuses to open the file.</exception>
    public static Dataset Load(string path, DatasetLimits? limits = null) => Load(path, new DataReadOptions { Limits = limits });

    /// <summary>Reads points as the options say, saying which file it is.</summary>
    /// <exception cref="UsageException">The system refuses to open the file.</exception>
    public static Dataset Load(string path, DataReadOptions options)
    {
        RequireInput(path);
        try
        {
            return Dataset.Load(path, options);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: no permission to read it");
        }
    }

    /// <summary>Reads the names of labels, one a line, in the order of their ids.</summary>
    /// <exception cref="UsageException">There is no such file, or the system refuses to open it.</exception>
    public static string[] ReadNames(string path)
    {
        RequireInput(path);
        try
        {
            return File.ReadAllLines(path);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: no permission to read it");
        }
    }

    /// <summary>Writes a data set in another format, saying which file it is.</summary>
    /// <exception cref="UsageException">The system refuses to open a file.</exception>
    public static ConversionReport Convert(
        string input, string output, DataReadOptions options, DataFormat? format, Action<ConversionNames> check)
    {
        try
        {
            return DatasetConversion.Convert(input, output, options, format, check);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UsageException($"no permission to convert {input}: {exception.Message}");
        }
    }

    /// <summary>Says how many labels of a file nobody knows, if there are any.</summary>
    public static void SayUnknown(Terminal terminal, string path, long labels)
    {
        if (labels > 0)
            terminal.Say($"{path}: left out {Lines.Count(labels, "label", "labels")} that training has not seen");
    }

    /// <summary>Reads texts, saying which one is missing.</summary>
    /// <exception cref="UsageException">A text is not there, or the system refuses to open it.</exception>
    public static TextCorpus ReadTexts(IReadOnlyList<string> paths, int minimumCount)
    {
        foreach (string path in paths)
            RequireInput(path);
        try
        {
            return TextCorpus.Read(paths, minimumCount);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UsageException($"no permission to read a text: {exception.Message}");
        }
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="UsageException">There is no such file, or the system refuses to open it.</exception>
    public static ExtremeClassifier LoadModel(string path) => ReadModel(path, ExtremeClassifier.Load);

    /// <summary>Opens a model where it is, its weights unchecked.</summary>
    /// <exception cref="UsageException">There is no such file, or the system refuses to open it.</exception>
    public static ExtremeClassifier OpenModel(string path) => ReadModel(path, ExtremeClassifier.Open);

    private static ExtremeClassifier ReadModel(string path, Func<string, ExtremeClassifier> read)
    {
        RequireInput(path);
        try
        {
            return read(path);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: no permission to read it");
        }
    }
}
