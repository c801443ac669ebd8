using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glissade.Text;

namespace Glissade;

/// <summary>
/// The file that a search is resumed from: JSON lines, the first of which says what is searched, each other one a finished run. A line is
/// on the disk before the next run begins; half a line, all that a kill can leave, is dropped.
/// </summary>
internal sealed class TuningLog : IDisposable
{
    private readonly string path;
    private readonly FileStream file;
    private readonly Dictionary<(int Trial, int Epochs), JsonObject> finished = [];

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="resume">Whether it may have runs already.</param>
    /// <param name="search">What <see cref="Describe"/> says of the search.</param>
    /// <exception cref="ArgumentException">It is another search's, or an earlier one's that is not to be resumed.</exception>
    /// <exception cref="DataFormatException">It is no log.</exception>
    public TuningLog(string path, bool resume, JsonObject search)
    {
        this.path = path;
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            if (file.Length > 0 && !resume)
                throw new ArgumentException($"{path}: found the log of an earlier search or another file; resume it, or name another file");
            Read(search);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What two searches must have in common to share a log. Threads need not be the same, nor the budget.</summary>
    public static JsonObject Describe(TuningOptions options, Dataset train, Dataset held, LabelMask? mask)
    {
        JsonObject given = RecipeJson.Given(options.Training);
        given.Remove("threads");
        given.Remove("seed");
        return new JsonObject
        {
            ["event"] = "search",
            ["objective"] = options.Objective.ToString(),
            ["seed"] = options.Training.Seed,
            ["options"] = given,
            ["training_data"] = Identity(train),
            ["validation_data"] = Identity(held),
            ["input_items_masked"] = mask is { InputItems: true },
            ["known_labels"] = mask?.Known is { } known ? Identity(known) : null,
        };
    }

    /// <summary>The run that the file has of this trial and so many epochs; null if there is none.</summary>
    /// <exception cref="ArgumentException">It has one of another recipe.</exception>
    public TuningRun? Find(int trial, TrainingRecipe recipe, int wholeEpochs, TrainingOptions options)
    {
        if (!finished.TryGetValue((trial, recipe.Epochs), out JsonObject? line))
            return null;
        if (!JsonNode.DeepEquals(line["recipe"], Recipe(recipe)))
            throw new ArgumentException($"{path}: found trial {trial} by another recipe than this version tries; begin the search anew");
        return new TuningRun(trial, recipe.Epochs, wholeEpochs, (double?)line["score"], (double)line["train_seconds"]!, options);
    }

    /// <summary>Writes a run.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(TuningRun run, TrainingRecipe recipe) => Write(new JsonObject
    {
        ["event"] = "run",
        ["time"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["trial"] = run.Trial,
        ["epochs"] = run.Epochs,
        ["whole_epochs"] = run.WholeEpochs,
        ["score"] = run.Score,
        ["train_seconds"] = run.TrainSeconds,
        ["recipe"] = Recipe(recipe),
    });

    public void Dispose() => file.Dispose();

    private static JsonObject Identity(Dataset data) =>
        JsonSerializer.SerializeToNode(DataIdentity.Of(data), CheckpointJson.Default.DataIdentity)!.AsObject();

    private static JsonObject Recipe(TrainingRecipe recipe)
    {
        JsonObject all = RecipeJson.ToObject(recipe);
        all.Remove("threads");
        return all;
    }

    private static byte[] Line(JsonObject line) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(line, RecipeJson.Default.JsonObject), (byte)'\n'];

    private void Read(JsonObject search)
    {
        byte[] text = new byte[file.Length];
        file.ReadExactly(text);
        int whole = text.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (whole == 0)
        {
            // Nothing of a file that is no log may be dropped, so half a first line must be half of ours.
            if (!Line(search).AsSpan().StartsWith(text))
                throw NoLog(1, text);
            file.SetLength(0);
            Write(search);
            return;
        }
        ReadOnlySpan<byte> lines = text.AsSpan(..(whole - 1));
        int number = 0;
        foreach (Range range in lines.Split((byte)'\n'))
        {
            JsonObject? line = TryParse(lines[range]);
            number++;
            if (number == 1 ? line?["event"]?.ToString() != "search" : !IsRun(line))
                throw NoLog(number, lines[range]);
            if (number == 1)
                CheckSame(line!, search);
            else
                finished[((int)line!["trial"]!, (int)line["epochs"]!)] = line;
        }
        file.SetLength(whole);
    }

    private static JsonObject? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsRun(JsonObject? line) =>
        line?["event"]?.ToString() == "run" && Is<int>(line["trial"]) && Is<int>(line["epochs"]) && Is<double>(line["train_seconds"]) &&
        (line["score"] is null || Is<double>(line["score"]));

    private static bool Is<T>(JsonNode? node) => node is JsonValue value && value.TryGetValue<T>(out _);

    private DataFormatException NoLog(int number, ReadOnlySpan<byte> line) => new(
        path, number, QuotedToken.Of(line), number == 1 ? "the first line of a search's log" : "a run of a search's log");

    private void CheckSame(JsonObject found, JsonObject wanted)
    {
        string[] differences = [.. Differences("", found, wanted)];
        if (differences.Length > 0)
            throw new ArgumentException($"{path}: found the log of another search: {string.Join(", ", differences)}");
    }

    private static IEnumerable<string> Differences(string name, JsonNode? found, JsonNode? wanted)
    {
        if (JsonNode.DeepEquals(found, wanted))
            return [];
        if (found is JsonObject mine && wanted is JsonObject theirs)
        {
            return mine.Concat(theirs).Select(part => part.Key).Distinct()
                .SelectMany(part => Differences($"{name} {part.Replace('_', ' ')}".TrimStart(), mine[part], theirs[part]));
        }
        return [$"{name} {found?.ToJsonString() ?? "none"} against {wanted?.ToJsonString() ?? "none"}"];
    }

    private void Write(JsonObject line)
    {
        file.Seek(0, SeekOrigin.End);
        file.Write(Line(line));
        file.Flush(flushToDisk: true);
    }
}
