using System.Globalization;
using System.Security.Cryptography;

namespace Glissade.Cli.Tests.Downloads;

public sealed class DataFetchTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31 % 251))];
    private static readonly string Checksum = Convert.ToHexStringLower(SHA256.HashData(Content));

    private readonly TemporaryFolder folder = new();

    private string Target => folder.File("set.zip");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheFileArrivesWholeWithItsChecksum()
    {
        using SmallServer server = new(_ => new SmallResponse("200 OK", Content, []));

        CommandRun run = Fetch(server, "--sha256", Checksum).Succeeded();

        Assert.Equal(Content, File.ReadAllBytes(Target));
        Assert.Equal(["set.zip"], folder.Names());
        Assert.Equal("/EURLex-4K.zip", Assert.Single(server.Requests).Path);
        Assert.Contains($"SHA-256 {Checksum}, as expected", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAChecksumTheOneFoundIsShown()
    {
        using SmallServer server = new(_ => new SmallResponse("200 OK", Content, []));
        Assert.Contains($"SHA-256 {Checksum}; none is known to compare it with", Fetch(server).Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongChecksumLeavesNothing()
    {
        using SmallServer server = new(_ => new SmallResponse("200 OK", [1, 2, 3], []));
        Assert.Contains($"expected {Checksum}; it was removed", Fetch(server, "--sha256", Checksum).FailedWith(1),
            StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Theory]
    [InlineData("ETag: \"v1\"", "\"v1\"")]
    [InlineData("Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 GMT")]
    public void ABrokenConnectionGoesOnWhereItBroke(string header, string tag)
    {
        using SmallServer server = new(request => request.Range is null
            ? new SmallResponse("200 OK", Content[..100_000], [header], Content.Length)
            : Rest(request, header));

        Fetch(server, "--sha256", Checksum).Succeeded();

        Assert.Equal(Content, File.ReadAllBytes(Target));
        Assert.Equal([(null, null), ("bytes=100000-", tag)], server.Requests.Select(request => (request.Range, request.IfRange)));
    }

    [Fact]
    public void AnEarlierRunsPartIsNotFetchedAgain()
    {
        using SmallServer server = new(request => Rest(request, "ETag: \"v1\""));
        File.WriteAllBytes(Target + ".part", Content[..250_000]);
        File.WriteAllLines(Target + ".part.tag", [$"{server.Url}/EURLex-4K.zip", "\"v1\""]);

        CommandRun run = Fetch(server).Succeeded();

        Assert.Contains("going on after 250 kB", run.Error, StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllBytes(Target));
        Assert.Equal(["set.zip"], folder.Names());
    }

    [Theory]
    [InlineData("\"v1\"", "EURLex-4K.zip")] // the server has another version by now and sends all of it
    [InlineData(null, "EURLex-4K.zip")] // it is not known what version the part is of
    [InlineData("\"v2\"", "other.zip")] // the part is of another file
    public void APartOfAnotherVersionIsNotUsed(string? tag, string name)
    {
        using SmallServer server = new(request => request is { Range: not null, IfRange: "\"v2\"" }
            ? new SmallResponse("500 The part was asked for", [], [])
            : new SmallResponse("200 OK", Content, ["ETag: \"v2\""]));
        File.WriteAllBytes(Target + ".part", new byte[1000]);
        if (tag is not null)
            File.WriteAllLines(Target + ".part.tag", [$"{server.Url}/{name}", tag]);

        Fetch(server, "--sha256", Checksum).Succeeded();

        Assert.Equal(["set.zip"], folder.Names());
    }

    [Fact]
    public void APartLongerThanTheFileBeginsAnew()
    {
        using SmallServer server = new(request => request.Range is null
            ? new SmallResponse("200 OK", Content, [])
            : new SmallResponse("416 Range Not Satisfiable", [], []));
        File.WriteAllBytes(Target + ".part", new byte[Content.Length + 1]);
        File.WriteAllLines(Target + ".part.tag", [$"{server.Url}/EURLex-4K.zip", "\"v1\""]);

        Fetch(server, "--sha256", Checksum).Succeeded();
    }

    [Theory]
    [InlineData("404 Not Found", "application/zip", "status 404 (Not Found), expected a file")]
    [InlineData("200 OK", "text/html; charset=utf-8", "a web page, expected a file")]
    public void WhatIsNoFileIsRefusedWithWhatToDo(string status, string type, string expected)
    {
        using SmallServer server = new(_ => new SmallResponse(status, [1], [$"Content-Type: {type}"]));

        string message = Fetch(server).FailedWith(1);

        Assert.Contains($"the server answered with {expected}", message, StringComparison.Ordinal);
        Assert.Contains("can also be fetched with a browser", message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void AMachineOutOfReachIsNamed()
    {
        string url;
        using (SmallServer gone = new(_ => new SmallResponse("200 OK", [], [])))
            url = gone.Url;

        string message = CommandRun.Of("data", "fetch", "EURLex-4K", "--base-url", url, "--output", Target).FailedWith(1);

        Assert.Contains("cannot reach 127.0.0.1", message, StringComparison.Ordinal);
        Assert.Contains("is this machine online?", message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void AFileThatIsThereStays()
    {
        File.WriteAllText(Target, "older");
        Assert.Equal(
            $"glissade: {Target} is there already; remove it to fetch it anew",
            CommandRun.Of("data", "fetch", "EURLex-4K", "--base-url", "http://127.0.0.1:1", "--output", Target).FailedWith(2));
        Assert.Equal("older", File.ReadAllText(Target));
    }

    [Fact]
    public void StoppingKeepsWhatHasArrived()
    {
        using CancellationTokenSource stop = new();
        using SmallServer server = new(_ =>
        {
            stop.Cancel();
            return new SmallResponse("200 OK", Content[..1000], ["ETag: \"v1\""], Content.Length);
        });

        CommandRun run = CommandRun.Of(stop.Token, "data", "fetch", "EURLex-4K", "--base-url", server.Url, "--output", Target);

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("set.zip", folder.Names());
    }

    [Theory]
    [InlineData("no set \"nothing\" in the catalogue; there are EURLex-4K, ", "nothing")]
    [InlineData("--base-url: found \"ftp://x\", expected an address that begins with https:// or http://", "EURLex-4K", "--base-url",
        "ftp://x")]
    [InlineData("--sha256: found \"12\", expected 64 hexadecimal digits", "EURLex-4K", "--sha256", "12")]
    public void WhatCannotBeMeantIsRefused(string expected, params string[] args) =>
        Assert.StartsWith($"glissade: {expected}", CommandRun.Of(["data", "fetch", .. args]).FailedWith(2), StringComparison.Ordinal);

    [Fact]
    public void TheListTellsNamesShapesAndTerms()
    {
        string shown = CommandRun.Of("data", "list").Succeeded().Output;
        Assert.Contains("Amazon-670K         135,909    670,091    490,449    153,025\n", shown, StringComparison.Ordinal);
        Assert.Contains("SHA-256 not published", shown, StringComparison.Ordinal);
        Assert.Contains("The repository states no licence and publishes no checksums", shown, StringComparison.Ordinal);
    }

    private static SmallResponse Rest(SmallRequest request, string header)
    {
        int from = int.Parse(request.Range!["bytes=".Length..^1], CultureInfo.InvariantCulture);
        return new SmallResponse("206 Partial Content", Content[from..],
            [header, $"Content-Range: bytes {from}-{Content.Length - 1}/{Content.Length}"]);
    }

    private CommandRun Fetch(SmallServer server, params string[] more) =>
        CommandRun.Of(["data", "fetch", "eurlex-4k", "--base-url", server.Url, "--output", Target, .. more]);
}
