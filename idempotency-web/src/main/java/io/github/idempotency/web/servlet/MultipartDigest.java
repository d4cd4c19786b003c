package io.github.idempotency.web.servlet;

import io.github.idempotency.Fingerprint;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a multipart body by name, file name, type and content; the boundary between them does not count. */
final class MultipartDigest {

    private MultipartDigest() {}

    static byte[] of(Collection<Part> parts, long maxBytes) throws IOException {
        List<byte[]> digests = new ArrayList<>();
        long size = 0;
        for (Part part : parts) {
            size += part.getSize();
            if (size > maxBytes) {
                throw new RequestFingerprint.TooLargeException();
            }
            digests.add(text(part.getName()));
            digests.add(text(part.getSubmittedFileName()));
            digests.add(text(part.getContentType()));
            digests.add(content(part));
        }
        return Fingerprint.of(digests.toArray(byte[][]::new)).bytes();
    }

    private static byte[] content(Part part) throws IOException {
        try (InputStream in = part.getInputStream()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[8192];
            int n;
            while ((n = in.read(chunk)) >= 0) {
                digest.update(chunk, 0, n);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", e);
        }
    }

    private static byte[] text(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }
}
