using System.Text.Json;

namespace Glissade.Runner.Hashing;

/// <summary>What bench/external/retrieval_peers.py measured of other libraries.</summary>
internal sealed class PeerResults
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
    };

    private readonly PeerDocument document;

    private PeerResults(PeerDocument document) => this.document = document;

    /// <summary>The libraries and their versions.</summary>
    public string Libraries => string.Join(", ", document.Versions.Select(entry => $"{entry.Key} {entry.Value}"));

    /// <summary>Reads the results.</summary>
    /// <exception cref="UsageException">The file is none of that program's.</exception>
    public static PeerResults Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PeerDocument>(File.ReadAllBytes(path), Format) is { Versions: not null, Tasks: not null } read
                ? new PeerResults(read)
                : throw new UsageException($"--peers: {path} holds no results");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"--peers: {path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The results on a task; none if it was not measured.</summary>
    /// <exception cref="UsageException">They belong to another model or to other queries.</exception>
    public IReadOnlyList<RetrieverResult> On(string task, string checksum, int queries)
    {
        if (!document.Tasks.TryGetValue(task, out PeerTask? measured))
            return [];
        if (measured.Checksum != checksum || measured.Queries != queries)
            throw new UsageException($"--peers: the results on {task} are another model's or other queries'; measure the peers again");
        return [.. measured.Entries.Select(ToResult)];
    }

    private static RetrieverResult ToResult(PeerEntry entry) => new(
        entry.Family, entry.Setting, entry.IsDefault, ShareTouched: double.NaN, entry.BuildSeconds,
        LearnSeconds: double.NaN, entry.Bytes ?? double.NaN,
        [new BudgetResult(HashingPlan.ShownBudget, entry.TopRecall, entry.LabelRecall, entry.MeanCandidates, entry.Microseconds)],
        Load: null);

    private sealed record PeerDocument(Dictionary<string, string> Versions, Dictionary<string, PeerTask> Tasks);

    private sealed record PeerTask(string Checksum, int Queries, IReadOnlyList<PeerEntry> Entries);

    private sealed record PeerEntry(
        string Family, string Setting, bool IsDefault, double TopRecall, double LabelRecall, double MeanCandidates, double Microseconds,
        double BuildSeconds, double? Bytes);
}
