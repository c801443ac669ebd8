using System.Net;
using System.Net.Http.Headers;
using Glissade.Cli.Output;

namespace Glissade.Cli.Downloads;

/// <summary>
/// Fetches one file: goes on where an earlier run or a broken connection stopped, if the server still has the same file; compares the
/// checksum; gives the file its name only when all of it is there.
/// </summary>
/// <param name="client">Sends the requests.</param>
/// <param name="terminal">Is told how far it got.</param>
internal sealed class Download(HttpClient client, Terminal terminal)
{
    private const int Attempts = 4;
    private const int BufferBytes = 1 << 17;
    private const int ReportsPerFile = 10;

    /// <summary>How long a server may be silent.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait before the second attempt; twice as long before each further one.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Fetches the file.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="target">Where it goes; nothing is there.</param>
    /// <param name="sha256">Its checksum, or null if none is known.</param>
    /// <param name="stop">Ends it; what has arrived stays for the next run.</param>
    /// <returns>The file's checksum.</returns>
    /// <exception cref="DownloadException">The server cannot be reached, refuses, or sent something else.</exception>
    public async Task<string> Run(Uri address, string target, string? sha256, CancellationToken stop)
    {
        PartialFile partial = new(target);
        for (int attempt = 1; !await TryReceive(address, partial, attempt == Attempts, stop).ConfigureAwait(false); attempt++)
        {
            terminal.Say($"the connection broke after {Lines.Bytes(partial.Length)}; trying again");
            await Task.Delay(Pause * Math.Pow(2, attempt - 1), stop).ConfigureAwait(false);
        }
        string found = partial.Checksum();
        if (sha256 is not null && !string.Equals(found, sha256, StringComparison.OrdinalIgnoreCase))
        {
            partial.Discard();
            throw new DownloadException($"{address}: found a file with SHA-256 {found}, expected {sha256}; it was removed");
        }
        partial.Complete();
        return found;
    }

    /// <summary>Receives what is missing; false if the connection broke and there may be another attempt.</summary>
    private async Task<bool> TryReceive(Uri address, PartialFile partial, bool isLast, CancellationToken stop)
    {
        try
        {
            using HttpResponseMessage response = await Ask(address, partial, stop).ConfigureAwait(false);
            await Receive(address, response, partial, stop).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw new DownloadException($"cannot reach {address.Host} ({exception.Message}); is this machine online? {ByHand(address)}",
                exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException or TimeoutException)
        {
            if (!isLast)
                return false;
            throw new DownloadException(
                $"{address}: the connection broke {Attempts} times ({exception.Message}); " +
                $"{Lines.Bytes(partial.Length)} have arrived, and the same command goes on from there", exception);
        }
    }

    private async Task<HttpResponseMessage> Ask(Uri address, PartialFile partial, CancellationToken stop)
    {
        HttpResponseMessage response = await Send(address, partial.Length, partial.Tag(address), stop).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // What has arrived is longer than the file is now.
            response.Dispose();
            partial.Discard();
            response = await Send(address, 0, null, stop).ConfigureAwait(false);
        }
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType != "text/html")
            return response;
        string found = response.IsSuccessStatusCode
            ? "a web page"
            : $"status {(int)response.StatusCode} ({response.ReasonPhrase})";
        response.Dispose();
        throw new DownloadException($"{address}: the server answered with {found}, expected a file; {ByHand(address)}");
    }

    private async Task<HttpResponseMessage> Send(Uri address, long have, string? tag, CancellationToken stop)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        // Compressed on the way, the file's bytes could not be counted.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (have > 0 && tag is not null)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.TryAddWithoutValidation("If-Range", tag);
        }
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {Patience.TotalSeconds:0} s", exception);
        }
    }

    private async Task Receive(Uri address, HttpResponseMessage response, PartialFile partial, CancellationToken stop)
    {
        bool isRest = response.StatusCode == HttpStatusCode.PartialContent;
        long from = isRest ? partial.Length : 0;
        if (isRest && response.Content.Headers.ContentRange?.From != from)
            throw new DownloadException($"{address}: the server sent another part of the file, expected that from byte {from} on");
        long? total = from + response.Content.Headers.ContentLength;
        if (from > 0)
            terminal.Say($"going on after {Lines.Bytes(from)}");
        string? tag = response.Headers.ETag is { IsWeak: false } strong
            ? strong.ToString()
            : response.Content.Headers.LastModified?.ToString("R");
        using FileStream file = from > 0 ? partial.Append() : partial.Create(address, tag);
        using Stream content = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        byte[] buffer = new byte[BufferBytes];
        long have = from;
        for (int count; (count = await ReadPatiently(content, buffer, stop).ConfigureAwait(false)) > 0;)
        {
            await file.WriteAsync(buffer.AsMemory(0, count), stop).ConfigureAwait(false);
            Report(have, have + count, total);
            have += count;
        }
        if (have < total)
            throw new TimeoutException($"{Lines.Bytes(total.Value - have)} are missing");
        file.Flush(flushToDisk: true);
    }

    private async Task<int> ReadPatiently(Stream content, byte[] buffer, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            return await content.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {Patience.TotalSeconds:0} s", exception);
        }
        catch (IOException exception) when (exception is not HttpIOException)
        {
            // A reset connection, which must not look like a full disk.
            throw new HttpIOException(HttpRequestError.ResponseEnded, exception.Message, exception);
        }
    }

    private void Report(long before, long now, long? total)
    {
        if (total is > 0 and long all && before * ReportsPerFile / all < now * ReportsPerFile / all)
            terminal.Say($"{Lines.Bytes(now)} of {Lines.Bytes(all)}");
    }

    private static string ByHand(Uri address) =>
        $"{address} can also be fetched with a browser, or from a mirror with --base-url; {Catalogue.Page} has the current links";
}
