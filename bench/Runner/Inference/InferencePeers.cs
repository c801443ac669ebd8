using System.Text.Json;
using System.Text.Json.Serialization;

namespace Glissade.Runner.Inference;

/// <summary>What bench/external/inference_peers.py measured of other libraries.</summary>
internal sealed class InferencePeers
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        // What was not measured is "NaN".
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly PeerDocument document;

    private InferencePeers(PeerDocument document) => this.document = document;

    /// <summary>The libraries and their versions.</summary>
    public string Libraries => string.Join(", ", document.Versions.Select(entry => $"{entry.Key} {entry.Value}"));

    /// <summary>Reads the results.</summary>
    /// <exception cref="UsageException">The file is none of that program's.</exception>
    public static InferencePeers Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PeerDocument>(File.ReadAllBytes(path), Format) is { Versions: not null, Tasks: not null } read
                ? new InferencePeers(read)
                : throw new UsageException($"--peers: {path} holds no results");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"--peers: {path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The results on a task; none if it was not measured.</summary>
    /// <exception cref="UsageException">They belong to another model or to other queries.</exception>
    public IReadOnlyList<InferenceResult> On(string task, string checksum, int queries)
    {
        if (!document.Tasks.TryGetValue(task, out PeerTask? measured))
            return [];
        return measured.Checksum == checksum && measured.Queries == queries
            ? measured.Entries
            : throw new UsageException($"--peers: the results on {task} are another model's or other queries'; measure the peers again");
    }

    private sealed record PeerDocument(Dictionary<string, string> Versions, Dictionary<string, PeerTask> Tasks);

    private sealed record PeerTask(string Checksum, int Queries, IReadOnlyList<InferenceResult> Entries);
}
